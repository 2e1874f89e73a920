// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.sys.FileStat;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the records of layers said when they were last read. A layer's record is only ever put in the place of another, which
 * shows in its folder. Layers that are hidden, or whose size is not known, are not in it.
 */
final class LayerIndex {
    /** What an entry takes, about. */
    static final int ENTRY_BYTES = 80;

    private final Map<String, Entry> entries = new HashMap<>();

    /** A layer, and by what its folder is known again. */
    record Entry(StoredLayer layer, KnownFile folder) {}

    /** What stands there; nothing if it is not what {@link #contents} writes. */
    static LayerIndex of(Optional<ByteBuffer> contents) {
        LayerIndex index = new LayerIndex();
        if (contents.isPresent() && !index.reads(contents.get())) {
            return new LayerIndex();
        }
        return index;
    }

    private boolean reads(ByteBuffer from) {
        try {
            for (int left = from.getInt(); left > 0; left--) {
                byte[] name = new byte[from.get()];
                from.get(name);
                LayerId id = new LayerId(new String(name, StandardCharsets.US_ASCII));
                StoredLayer layer = new StoredLayer(id, from.getLong(), from.getLong(), false);
                entries.put(id.text(), new Entry(layer, new KnownFile(from.getLong(), from.getLong(), from.getLong())));
            }
            return true;
        } catch (RuntimeException _) {
            // as for records: nobody is to fail by what only saves time
            return false;
        }
    }

    int size() {
        return entries.size();
    }

    /** The layer, if its folder is known and still the same. */
    Optional<StoredLayer> find(String name, FileStat stat) {
        Entry entry = entries.get(name);
        return entry != null && entry.folder.is(stat) ? Optional.of(entry.layer) : Optional.empty();
    }

    static IndexFile.Contents contents(List<Entry> all) {
        List<Entry> entries = new ArrayList<>(all);
        return out -> write(entries, out);
    }

    private static void write(List<Entry> entries, DataOutputStream out) throws IOException {
        out.writeInt(entries.size());
        for (Entry entry : entries) {
            byte[] name = entry.layer.id().text().getBytes(StandardCharsets.US_ASCII);
            out.writeByte(name.length);
            out.write(name);
            out.writeLong(entry.layer.size());
            out.writeLong(entry.layer.made());
            out.writeLong(entry.folder.inode());
            out.writeLong(entry.folder.changed());
            out.writeLong(entry.folder.size());
        }
    }
}
