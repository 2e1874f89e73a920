// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import dev.slipway.sys.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Records under keys: one file each. A later one of the same key takes the place of the earlier. */
final class RecordTable {
    private final StoreLayout layout;
    private final Session session;
    private final Boots boots;
    private final Uses uses;

    RecordTable(StoreLayout layout, Session session, Boots boots) {
        this.layout = layout;
        this.session = session;
        this.boots = boots;
        this.uses = new Uses(layout);
    }

    /** @param table a path below the store, such as {@code facts/content} */
    Optional<RecordFile> find(String table, String kind, Digest key) {
        return find(key, layout.record(table, key), file -> RecordFile.read(file, kind));
    }

    /** What stands in the record before the first field of that name. */
    Optional<RecordFile> findUntil(String table, String kind, Digest key, String name) {
        return find(key, layout.record(table, key), file -> RecordFile.readUntil(file, kind, name));
    }

    private Optional<RecordFile> find(Digest key, Path file, Function<Path, Optional<RecordFile>> reader) {
        Optional<RecordFile> found = reader.apply(file)
                .filter(record -> boots.survived(record.stamp()))
                .filter(record -> record.value("key").filter(key.hex()::equals).isPresent());
        if (found.isPresent()) {
            uses.add(file);
        }
        return found;
    }

    /** Without its being used. */
    Optional<RecordFile> look(String table, String kind, Digest key) {
        return RecordFile.read(layout.record(table, key), kind).filter(record -> boots.survived(record.stamp()));
    }

    /** All that are whole, without their being used. */
    List<RecordFile> all(String table, String kind) throws IOException {
        List<RecordFile> found = new ArrayList<>();
        for (Path folder : StoreStock.entries(layout.root().resolve(table))) {
            for (Path file : StoreStock.entries(folder)) {
                RecordFile.read(file, kind)
                        .filter(record -> boots.survived(record.stamp()))
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    Uses uses() {
        return uses;
    }

    boolean exists(String table, Digest key) {
        return Files.exists(layout.record(table, key));
    }

    /** @param fields what there is to know, the key aside */
    void put(String table, String kind, Digest key, List<RecordFile.Field> fields) {
        List<RecordFile.Field> all = new ArrayList<>();
        all.add(new RecordFile.Field("key", key.hex()));
        all.addAll(fields);
        try {
            byte[] bytes = new RecordFile(kind, boots.now(), all).encode();
            AtomicFiles.write(session.newPath(), layout.record(table, key), bytes);
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "writing a record of " + table, e);
        }
    }
}
