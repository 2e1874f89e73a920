// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;

/** A layer's tar in one compression, as a registry has it. */
public record LayerBlob(Digest digest, long size, String mediaType) {}
