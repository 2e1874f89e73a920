// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.sys.DirEntry;
import dev.slipway.sys.Kernel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts the layers. As with records, one whose folder is as it was at an earlier scan is not looked at again. */
final class LayerScan {
    private final StoreStock stock;
    private final Kernel kernel;
    private final IndexFile file;
    private final List<StoredLayer> layers = new ArrayList<>();
    private final List<LayerIndex.Entry> settled = new ArrayList<>();
    private int read;

    LayerScan(StoreStock stock, Kernel kernel, IndexFile file) {
        this.stock = stock;
        this.kernel = kernel;
        this.file = file;
    }

    /** All of them. {@code now} is in milliseconds since 1970. */
    List<StoredLayer> all(Path folder, long now) throws IOException, InterruptedException {
        LayerIndex index = LayerIndex.of(file.read());
        for (DirEntry entry : StoreStock.listed(kernel, folder)) {
            add(entry, index, now * RecordScan.NANOS);
        }
        int gone = index.size() - (settled.size() - read);
        if (read + gone > settled.size() / RecordScan.WORTH) {
            file.write(settled.size() * LayerIndex.ENTRY_BYTES, LayerIndex.contents(settled));
        }
        return layers;
    }

    private void add(DirEntry entry, LayerIndex index, long now) throws IOException, InterruptedException {
        String name = new String(entry.name(), StandardCharsets.ISO_8859_1);
        Optional<StoredLayer> old = index.find(name, entry.stat());
        Optional<StoredLayer> layer = old;
        if (old.isEmpty()) {
            Optional<LayerId> id = LayerId.parse(name);
            layer = id.isPresent() ? stock.layer(id.get()) : Optional.empty();
        }
        if (layer.isEmpty()) {
            return;
        }
        layers.add(layer.get());
        KnownFile known = KnownFile.of(entry.stat());
        if (known.isSettled(now) && !layer.get().isHidden()) {
            settled.add(new LayerIndex.Entry(layer.get(), known));
            read += old.isPresent() ? 0 : 1;
        }
    }
}
