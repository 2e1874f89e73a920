// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageIndex;
import dev.slipway.oci.ImageManifest;
import dev.slipway.oci.MalformedImageException;
import dev.slipway.text.RegistryException;

/** The very bytes of a manifest or index, and their descriptor with the type that was told. Verified. */
public final class FetchedManifest {
    private final Descriptor descriptor;
    private final byte[] bytes;
    private final String name;

    FetchedManifest(Descriptor descriptor, byte[] bytes, String name) {
        this.descriptor = descriptor;
        this.bytes = bytes;
        this.name = name;
    }

    public Descriptor descriptor() {
        return descriptor;
    }

    /** A copy. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    public boolean isIndex() {
        return descriptor.mediaType().isIndex();
    }

    /** @throws RegistryException if it is an index, or malformed */
    public ImageManifest asManifest() {
        try {
            return ImageManifest.read(bytes, name);
        } catch (MalformedImageException e) {
            throw new RegistryException("malformed manifest: " + e.getMessage(), e);
        }
    }

    /** @throws RegistryException if it is an image's manifest, or malformed */
    public ImageIndex asIndex() {
        try {
            return ImageIndex.read(bytes, name);
        } catch (MalformedImageException e) {
            throw new RegistryException("malformed index: " + e.getMessage(), e);
        }
    }
}
