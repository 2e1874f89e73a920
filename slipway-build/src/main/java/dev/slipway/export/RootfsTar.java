// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import dev.slipway.oci.tar.TarWriter;
import dev.slipway.snapshot.LayerTree;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.View;
import dev.slipway.sys.Kernel;
import dev.slipway.sys.NativeThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** Writes the whole filesystem of what was built as one tar. */
final class RootfsTar {
    private final Store store;
    private final Optional<Long> epochSeconds;

    /** @param epochSeconds the time of all files, as BuildKit has it; absent: each keeps its own */
    RootfsTar(Store store, Optional<Long> epochSeconds) {
        this.store = store;
        this.epochSeconds = epochSeconds;
    }

    /** @param split whether each platform stands in a folder of its own */
    void write(List<BuiltImage> images, boolean split, OutputStream out) throws IOException, InterruptedException {
        try (TarWriter writer = new TarWriter(new Interruptible(new ArchiveWriter.Unclosed(out)))) {
            for (BuiltImage image : images) {
                String prefix = split ? image.config().platform().toString().replace('/', '_') + "/" : "";
                NativeThreads.call(() -> {
                    try (View view = store.view(image.chain())) {
                        LayerTar tar = new LayerTar(time -> epochSeconds.orElse(time));
                        new LayerTree(Kernel.linux(), view.root()).walk(entry -> tar.write(prefix, entry, writer));
                    }
                    return image;
                });
            }
        }
    }
}
