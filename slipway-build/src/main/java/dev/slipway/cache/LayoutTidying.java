// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageManifest;
import dev.slipway.oci.ImageSource;
import dev.slipway.oci.OciLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Removes what no manifest of a layout names any more. */
final class LayoutTidying {
    private LayoutTidying() {}

    /** Only where all manifests are understood: a layout may hold other things than caches. */
    static void removeUnnamed(Path folder) throws IOException {
        ImageSource layout = OciLayout.open(folder);
        Set<String> named = new HashSet<>();
        for (Descriptor manifest : layout.index().manifests()) {
            if (!manifest.mediaType().isManifest() || manifest.size() > ImageManifest.MAX_BYTES) {
                return;
            }
            named.add(manifest.digest().hex());
            try (InputStream in = layout.open(manifest)) {
                ImageManifest read = ImageManifest.read(in.readAllBytes(), folder.toString());
                named.add(read.config().digest().hex());
                read.layers().forEach(layer -> named.add(layer.digest().hex()));
            }
        }
        try (DirectoryStream<Path> blobs = Files.newDirectoryStream(folder.resolve("blobs/sha256"))) {
            for (Path blob : blobs) {
                if (!named.contains(String.valueOf(blob.getFileName()))) {
                    Files.deleteIfExists(blob);
                }
            }
        }
    }
}
