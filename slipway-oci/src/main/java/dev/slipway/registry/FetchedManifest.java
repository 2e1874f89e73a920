// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import dev.slipway.oci.Descriptor;

/** The very bytes of a manifest or index, and their descriptor with the type that the registry told. Verified. */
public final class FetchedManifest {
    private final Descriptor descriptor;
    private final byte[] bytes;

    FetchedManifest(Descriptor descriptor, byte[] bytes) {
        this.descriptor = descriptor;
        this.bytes = bytes;
    }

    public Descriptor descriptor() {
        return descriptor;
    }

    /** A copy. */
    public byte[] toBytes() {
        return bytes.clone();
    }
}
