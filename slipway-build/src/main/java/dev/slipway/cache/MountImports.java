// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.mounts.ListReader;
import dev.slipway.mounts.MalformedListException;
import dev.slipway.mounts.MountFiller;
import dev.slipway.mounts.MountList;
import dev.slipway.mounts.SeenFiles;
import dev.slipway.progress.Progress;
import dev.slipway.registry.Transfer;
import dev.slipway.snapshot.MountNotes;
import dev.slipway.snapshot.MountOrigin;
import dev.slipway.sys.Kernel;
import dev.slipway.text.SlipwayException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Fills cache mounts that are new here with what caches have for them. A cache that fails is a warning, the mount empty. */
public final class MountImports implements MountOrigin {
    private static final long BLOCK = 4 << 10;
    private static final long MOST_SPARE = 1L << 30;

    private final CacheImports imports;
    private final Kernel kernel;
    private final Progress progress;

    public MountImports(CacheImports imports, Kernel kernel, Progress progress) {
        this.imports = imports;
        this.kernel = kernel;
        this.progress = progress;
    }

    @Override
    public boolean fill(String id, Path folder, MountNotes notes) throws InterruptedException {
        Optional<CacheImports.LocatedMount> found = imports.isEmpty() ? Optional.empty() : imports.mount(id);
        if (found.isEmpty()) {
            return false;
        }
        String from = found.get().source().name();
        Digest step =
                new Hasher().put("import mount").put(id).put(folder.toString()).digest();
        progress.declared(step, "importing cache mount " + id + " from " + from, List.of());
        progress.started(step);
        try {
            fill(step, found.get(), folder, new MountMemory(notes));
            progress.done(step);
            return true;
        } catch (SlipwayException | IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                progress.cancelled(step);
                throw (InterruptedException) new InterruptedException(id).initCause(e);
            }
            progress.done(step);
            CacheWarning.tell(
                    progress, "cache: " + from + ": the cache mount " + id + " begins empty: " + e.getMessage());
            return false;
        }
    }

    private void fill(Digest step, CacheImports.LocatedMount found, Path folder, MountMemory memory)
            throws IOException, InterruptedException {
        CachedMount mount = found.mount();
        CacheBackend source = found.source();
        MountList list;
        try (InputStream in = source.openBlob(mount.list(), Transfer.UNWATCHED)) {
            list = ListReader.read(in, MountList.EMPTY);
        }
        requireRoom(folder, list);
        SeenFiles seen = new MountFiller(kernel, folder, list).fill(pack -> {
            String what = "reading pack " + pack.blob().digest();
            return source.openBlob(pack.blob(), (current, total) -> progress.moved(step, what, current, total));
        });
        long now = TimeUnit.MILLISECONDS.toNanos(progress.clock().millis());
        memory.see(list, seen.toBytes(now));
        memory.meet(
                source.name(),
                new MountMemory.Meeting(mount.scope(), mount.list().digest(), list));
    }

    // a build whose disk a list of strangers has filled would end
    private static void requireRoom(Path folder, MountList list) throws IOException {
        FileStore disk = Files.getFileStore(folder);
        long spare = Math.min(MOST_SPARE, disk.getTotalSpace() / 20);
        long needed = list.bytes() + list.entries().size() * BLOCK;
        if (needed > disk.getUsableSpace() - spare) {
            throw new MalformedListException("its files take " + needed + " bytes, and the disk has "
                    + disk.getUsableSpace() + " free, of which " + spare + " are to stay so");
        }
    }
}
