// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;

/** A layer's uncompressed tar. */
public record LayerContent(Digest diffId, long size) {}
