// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.explain.Volume;
import dev.slipway.export.LayerPacker;
import dev.slipway.export.LayerPacker.Form;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.tar.Compression;
import dev.slipway.progress.Progress;
import dev.slipway.progress.ProgressEvent;
import dev.slipway.registry.BlobSource;
import dev.slipway.registry.Transfer;
import dev.slipway.snapshot.CacheLease;
import dev.slipway.snapshot.CacheRequest;
import dev.slipway.snapshot.MountOrigin;
import dev.slipway.snapshot.Sharing;
import dev.slipway.snapshot.Store;
import dev.slipway.sys.Kernel;
import dev.slipway.trust.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A store whose builds use the cache mount {@code apt} and write it to a cache. */
final class Machine implements AutoCloseable {
    static final String ID = "apt";

    private final Store store;
    private final Trust trust;
    private final CacheBackend cache;
    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    private final List<Descriptor> sent = Collections.synchronizedList(new ArrayList<>());
    private final Progress progress = new Progress(this::note, Clock.systemUTC());

    /** What a command does in the mount. */
    interface Command {
        void run(Path mount) throws IOException;
    }

    Machine(Path folder, Trust trust, CacheBackend cache) {
        this.store = Store.open(folder, trust.scopes());
        this.trust = trust;
        this.cache = new Counting(cache);
    }

    private void note(ProgressEvent event) {
        if (event instanceof ProgressEvent.Warning(var warning)) {
            warnings.add(warning.summary());
        }
    }

    List<String> warnings() {
        return warnings;
    }

    /** What was put into the cache, at least as far as it was not there, since last asked. */
    long sentBytes() {
        long bytes = sent.stream().mapToLong(Descriptor::size).sum();
        sent.clear();
        return bytes;
    }

    /** Uses the mount as a step does, filled from the cache if it is new. */
    void use(Command command) throws Exception {
        CacheImports imports = new CacheImports(List.of(cache), () -> trust, progress);
        MountOrigin origin = new MountImports(imports, Kernel.linux(), progress);
        int uid = (int) Files.getAttribute(store.root(), "unix:uid");
        int gid = (int) Files.getAttribute(store.root(), "unix:gid");
        CacheRequest request = new CacheRequest(ID, Sharing.SHARED, uid, gid, 0755);
        try (CacheLease lease =
                store.cacheMounts().acquire(List.of(request), origin).getFirst()) {
            command.run(lease.folder());
        }
    }

    void export() throws Exception {
        export(MountSelection.UNLIMITED);
    }

    void export(long mostBytes) throws Exception {
        CacheSink sink = new CacheSink(
                new CachePlace.Inline(),
                new CacheSink.Selection(CacheSink.Mode.MIN, new MountSelection(Map.of(), OptionalLong.of(mostBytes))),
                new CacheSink.Form(new Form(Compression.GZIP, -1, false, Optional.empty()), true, true, false),
                CacheSink.OnFailure.FAIL);
        Harvest harvest = new Harvest(List.of(), Map.of(), new Harvest.Mounts(Set.of(ID), Set.of(ID)), Volume.EMPTY);
        CachePacker packer = new CachePacker(store, new LayerPacker(store), () -> trust, progress);
        new CacheExporter(packer, progress).export(List.of(new CacheExporter.Job("exporting", cache, sink, harvest)));
    }

    @Override
    public void close() {
        store.close();
    }

    /** Notes what is put in. */
    private final class Counting implements CacheBackend {
        private final CacheBackend of;

        Counting(CacheBackend of) {
            this.of = of;
        }

        @Override
        public String name() {
            return of.name();
        }

        @Override
        public Optional<CacheDocument> load() throws IOException, InterruptedException {
            return of.load();
        }

        @Override
        public void publish(Merge merge) throws IOException, InterruptedException {
            of.publish(merge);
        }

        @Override
        public boolean hasBlob(Descriptor blob) throws IOException, InterruptedException {
            return of.hasBlob(blob);
        }

        @Override
        public void putBlob(Descriptor blob, BlobSource source, Transfer progress)
                throws IOException, InterruptedException {
            sent.add(blob);
            of.putBlob(blob, source, progress);
        }

        @Override
        public InputStream openBlob(Descriptor blob, Transfer progress) throws IOException {
            return of.openBlob(blob, progress);
        }
    }
}
