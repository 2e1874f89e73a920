// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.sys.DirEntry;
import dev.slipway.sys.FileStat;
import dev.slipway.sys.Kernel;
import dev.slipway.sys.NativeThreads;
import dev.slipway.task.Scope;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Reads all action records: of each only what one who keeps house needs. What an earlier scan found is in an index; a file
 * that is as it was then is not read again.
 */
final class RecordScan {
    private static final int WORKERS = 2;
    static final long NANOS = 1_000_000;
    /** What part of all must have changed for the index to be written anew: to read a few again costs less. */
    static final int WORTH = 50;

    private final StoreLayout layout;
    private final Kernel kernel;
    private final IndexFile file;

    RecordScan(StoreLayout layout, Kernel kernel, IndexFile file) {
        this.layout = layout;
        this.kernel = kernel;
        this.file = file;
    }

    /** The records of a folder whose files will be known again, in the order of their names. */
    record Folder(String name, List<StoredRecord> records, List<KnownFile> files) {
        int size() {
            return records.size();
        }
    }

    /** Which records are looked for. */
    private record Wanted(RecordIndex index, long since) {}

    /** All of them; what is torn is left out. {@code now} is in milliseconds since 1970. */
    List<StoredRecord> all(long now) throws InterruptedException {
        RecordIndex index = RecordIndex.of(file.read());
        List<Worker> workers = scan(new Wanted(index, Long.MIN_VALUE), now * NANOS);
        int settled = 0;
        int read = 0;
        List<StoredRecord> all = new ArrayList<>();
        List<Folder> folders = new ArrayList<>();
        for (Worker worker : workers) {
            all.addAll(worker.records);
            folders.addAll(worker.folders);
            settled += worker.settled;
            read += worker.newlySettled;
        }
        int gone = index.size() - (settled - read);
        int changed = read + gone;
        if (changed > settled / WORTH) {
            folders.sort(Comparator.comparing(Folder::name));
            RecordIndexText text = new RecordIndexText(folders);
            file.write(text.expectedBytes(), text);
        }
        return all;
    }

    /** Those that were written or used since then, in milliseconds since 1970, by their files alone. */
    List<StoredRecord> since(long moment) throws InterruptedException {
        List<StoredRecord> all = new ArrayList<>();
        scan(new Wanted(RecordIndex.of(Optional.empty()), moment), Long.MIN_VALUE)
                .forEach(worker -> all.addAll(worker.records));
        return all;
    }

    private List<Worker> scan(Wanted wanted, long now) throws InterruptedException {
        List<Path> folders;
        try {
            folders = StoreStock.entries(layout.actions());
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "listing records", e);
        }
        List<Callable<Worker>> work = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            int first = i;
            work.add(() -> NativeThreads.call(() -> {
                Worker worker = new Worker(wanted, now);
                for (int at = first; at < folders.size(); at += WORKERS) {
                    worker.scan(folders.get(at));
                }
                return worker;
            }));
        }
        return Scope.all(work);
    }

    private List<DirEntry> listed(Path folder) {
        try {
            return StoreStock.listed(kernel, folder);
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "listing records", e);
        }
    }

    /** When a file was last written or used, in milliseconds since 1970. */
    static long millis(FileStat stat) {
        return Math.floorDiv(stat.mtime(), NANOS);
    }

    private final class Worker {
        private final List<StoredRecord> records = new ArrayList<>();
        private final List<Folder> folders = new ArrayList<>();
        private final RecordReader reader = new RecordReader();
        private final RecordPlace place = new RecordPlace();
        private final Wanted wanted;
        private final long now;
        private int settled;
        private int newlySettled;

        Worker(Wanted wanted, long now) {
            this.wanted = wanted;
            this.now = now;
        }

        void scan(Path path) {
            String name = StoreStock.name(path);
            File parent = path.toFile();
            RecordIndex.Cursor known = wanted.index.in(name);
            Folder folder = new Folder(name, new ArrayList<>(), new ArrayList<>());
            for (DirEntry entry : listed(path)) {
                if (millis(entry.stat()) >= wanted.since) {
                    scan(entry, parent, known, folder);
                }
            }
            folders.add(folder);
        }

        private void scan(DirEntry entry, File parent, RecordIndex.Cursor known, Folder folder) {
            FileStat stat = entry.stat();
            boolean isPlace = place.set(entry.name());
            Optional<StoredRecord> old = isPlace ? known.find(place, stat) : Optional.empty();
            Optional<StoredRecord> record =
                    old.isPresent() ? old : reader.read(new File(parent, place.text()), millis(stat));
            if (record.isEmpty()) {
                return;
            }
            records.add(record.get());
            KnownFile file = KnownFile.of(stat);
            if (isPlace && file.isSettled(now)) {
                folder.records.add(record.get());
                folder.files.add(file);
                settled++;
                newlySettled += old.isPresent() ? 0 : 1;
            }
        }
    }
}
