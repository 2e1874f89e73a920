// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.sys.FileStat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the records said when they were last read, and by what their files are known again. What many have in common stands
 * in tables, once; then come the folders, and the entries of each, which have one length and are sorted. The tables are
 * read at once, entries when they are asked for.
 */
final class RecordIndex {
    /** For a key that is the name of the file. */
    static final int AS_PLACE = -1;

    static final int ENTRY_BYTES = RecordPlace.BYTES + 3 * Long.BYTES + 5 * Integer.BYTES;

    private final ByteBuffer contents;
    private final List<String> texts = new ArrayList<>();
    private final List<List<LayerId>> chains = new ArrayList<>();
    private final List<List<String>> targets = new ArrayList<>();
    private final Map<String, Section> sections = new HashMap<>();
    private int size;

    /** Where the entries of a folder are. */
    private record Section(int at, int count) {}

    private RecordIndex(ByteBuffer contents) {
        this.contents = contents;
    }

    /** What stands there; nothing if it is not what {@link RecordIndexText} writes. */
    static RecordIndex of(Optional<ByteBuffer> contents) {
        RecordIndex index = new RecordIndex(contents.orElse(ByteBuffer.allocate(0)));
        return contents.isPresent() && index.hasTables() ? index : new RecordIndex(ByteBuffer.allocate(0));
    }

    private boolean hasTables() {
        try {
            for (int left = contents.getInt(); left > 0; left--) {
                byte[] text = new byte[contents.getInt()];
                contents.get(text);
                texts.add(new String(text, StandardCharsets.UTF_8));
            }
            List<LayerId> layers = new ArrayList<>();
            for (int left = contents.getInt(); left > 0; left--) {
                layers.add(new LayerId(texts.get(contents.getInt())));
            }
            readLists(layers, chains);
            readLists(texts, targets);
            readSections();
            return true;
        } catch (RuntimeException _) {
            // with the right checksum nothing is wrong; but nobody is to fail by what only saves time
            return false;
        }
    }

    private <T> void readLists(List<T> of, List<List<T>> into) {
        for (int left = contents.getInt(); left > 0; left--) {
            List<T> list = new ArrayList<>();
            for (int rest = contents.getInt(); rest > 0; rest--) {
                list.add(of.get(contents.getInt()));
            }
            into.add(List.copyOf(list));
        }
    }

    private void readSections() {
        int count = contents.getInt();
        int at = contents.position() + count * 2 * Integer.BYTES;
        for (int left = count; left > 0; left--) {
            String name = texts.get(contents.getInt());
            Section section = new Section(at, contents.getInt());
            sections.put(name, section);
            at += section.count * ENTRY_BYTES;
            size += section.count;
        }
        if (at != contents.limit()) {
            throw new IllegalStateException("the entries end elsewhere");
        }
    }

    /** How many records are known. */
    int size() {
        return size;
    }

    /** What is known of a folder's records. */
    Cursor in(String folder) {
        return new Cursor(sections.getOrDefault(folder, new Section(0, 0)));
    }

    /** Goes through the records of a folder, which are asked for in their order. */
    final class Cursor {
        private int at;
        private int left;

        private Cursor(Section section) {
            this.at = section.at;
            this.left = section.count;
        }

        /** What the file says, if it is known and still the same. */
        Optional<StoredRecord> find(RecordPlace place, FileStat stat) {
            while (left > 0 && place.compareTo(contents, at) > 0) {
                at += ENTRY_BYTES;
                left--;
            }
            if (left == 0 || place.compareTo(contents, at) != 0) {
                return Optional.empty();
            }
            int from = at + RecordPlace.BYTES;
            KnownFile known =
                    new KnownFile(contents.getLong(from), contents.getLong(from + 8), contents.getLong(from + 16));
            return known.is(stat) ? Optional.of(record(from + 24, place.text(), stat)) : Optional.empty();
        }

        private StoredRecord record(int from, String place, FileStat stat) {
            int key = contents.getInt(from);
            return new StoredRecord(
                    place,
                    key == AS_PLACE ? place : texts.get(key),
                    texts.get(contents.getInt(from + 4)),
                    texts.get(contents.getInt(from + 8)),
                    targets.get(contents.getInt(from + 12)),
                    chains.get(contents.getInt(from + 16)),
                    RecordScan.millis(stat));
        }
    }
}
