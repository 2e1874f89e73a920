// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import java.nio.file.Path;
import java.util.Optional;

/** Where a result goes: one {@code --output}. */
public sealed interface OutputSpec {
    /**
     * The local store, under the image's names.
     *
     * @param push whether it is pushed to the registries of its names as well
     * @param pushByDigest whether the push goes without a tag
     * @param insecure whether the registries may be talked to without TLS
     * @param store whether the image is kept in the store; false only makes sense with push
     * @param unpack whether its layers are unpacked in the store, ready to run
     */
    record Image(
            ImageAttributes image, boolean push, boolean pushByDigest, boolean insecure, boolean store, boolean unpack)
            implements OutputSpec {}

    /** The registries of the image's names, and nowhere else. */
    record Registry(ImageAttributes image, boolean pushByDigest, boolean insecure) implements OutputSpec {}

    /** An OCI layout: a tar, or a folder when {@code tar} is false. */
    record Oci(ImageAttributes image, Destination destination, boolean tar) implements OutputSpec {}

    /** An archive for {@code docker load}; without a destination the image goes to the local store. */
    record Docker(ImageAttributes image, Optional<Destination> destination, boolean tar) implements OutputSpec {}

    /**
     * The files of the result in a folder.
     *
     * @param platformSplit whether each platform gets a folder of its own; empty: if there are several
     */
    record Local(Path folder, Optional<Boolean> platformSplit) implements OutputSpec {}

    /** The files of the result as one tar. */
    record Tar(Destination destination, Optional<Boolean> platformSplit) implements OutputSpec {}

    /** Nowhere: the build only fills the cache. */
    record CacheOnly() implements OutputSpec {}

    /** What it says of the image, where the result is one. */
    default Optional<ImageAttributes> ofImage() {
        if (this instanceof Image stored) {
            return Optional.of(stored.image());
        }
        if (this instanceof Registry pushed) {
            return Optional.of(pushed.image());
        }
        if (this instanceof Oci oci) {
            return Optional.of(oci.image());
        }
        return this instanceof Docker docker ? Optional.of(docker.image()) : Optional.empty();
    }

    /** Whether the files of the layers must be here: an image that goes to a registry takes blobs as they are elsewhere. */
    default boolean needsLayers() {
        if (this instanceof Registry registry) {
            return registry.image().remakesLayers();
        }
        if (this instanceof Image image && image.push()) {
            return image.image().remakesLayers();
        }
        return !(this instanceof CacheOnly);
    }
}
