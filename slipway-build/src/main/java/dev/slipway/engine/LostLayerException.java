// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.digest.Digest;

/** A layer that a cache promised cannot be had: the build goes on without it, from the steps that make it. */
final class LostLayerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Digest diffId;

    LostLayerException(Digest diffId, Exception cause) {
        super(cause.getMessage(), cause);
        this.diffId = diffId;
    }

    Digest diffId() {
        return diffId;
    }
}
