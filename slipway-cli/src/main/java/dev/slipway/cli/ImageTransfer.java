// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.export.Destination;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What {@code slipway image load|save|pull|push} was asked to do. */
public sealed interface ImageTransfer {
    /**
     * Reads an archive into the store.
     *
     * @param file empty for the standard input
     */
    record Load(Optional<Path> file, boolean quiet) implements ImageTransfer {}

    /**
     * Writes one image to an archive.
     *
     * @param wanted its names, or an id
     * @param oci whether it is an OCI layout rather than what {@code docker load} reads
     */
    record Save(List<Argument> wanted, Destination to, boolean oci, Optional<Platform> platform)
            implements ImageTransfer {
        public Save {
            wanted = List.copyOf(wanted);
        }
    }

    /** Fetches images from their registries. */
    record Pull(List<ImageReference> names, Optional<Platform> platform, boolean quiet) implements ImageTransfer {
        public Pull {
            names = List.copyOf(names);
        }
    }

    /** Sends images to their registries. */
    record Push(List<ImageReference> names, boolean quiet) implements ImageTransfer {
        public Push {
            names = List.copyOf(names);
        }
    }
}
