// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;

/** A blob as one who keeps house sees it; times in milliseconds since 1970. */
public record StoredBlob(Digest digest, long size, long lastUsed) {}
