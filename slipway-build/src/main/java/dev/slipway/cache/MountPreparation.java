// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.digest.Digest;
import dev.slipway.mounts.ListReader;
import dev.slipway.mounts.MountEntry;
import dev.slipway.mounts.MountLimit;
import dev.slipway.mounts.MountList;
import dev.slipway.mounts.MountMerge;
import dev.slipway.mounts.MountPacker;
import dev.slipway.mounts.MountScan;
import dev.slipway.mounts.Pack;
import dev.slipway.mounts.PackPlan;
import dev.slipway.mounts.PackWriter;
import dev.slipway.mounts.TreePath;
import dev.slipway.registry.Transfer;
import dev.slipway.snapshot.HeldMount;
import dev.slipway.snapshot.MountNotes;
import dev.slipway.snapshot.Store;
import dev.slipway.sys.Dir;
import dev.slipway.sys.Kernel;
import dev.slipway.sys.NativeThreads;
import dev.slipway.task.Scope;
import dev.slipway.trust.CacheScope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Finds out, while a mount is held, how it is to stand in a cache, and packs what no pack there has. */
final class MountPreparation {
    private static final int AT_ONCE = 6;

    private final Store store;
    private final Kernel kernel;
    private final Clock clock;
    private final Target target;

    /**
     * Where a mount goes.
     *
     * @param scope in whose name
     * @param there what the cache has for it
     * @param mostBytes how much of it
     * @param sent packs that are in the cache, whether named there or not
     */
    record Target(CacheBackend cache, CacheScope scope, Optional<CachedMount> there, long mostBytes, List<Pack> sent) {
        private Optional<Digest> list() {
            return there.map(mount -> mount.list().digest());
        }
    }

    /**
     * What is to be done.
     *
     * @param list the mount in the cache; empty if it stays as it stands there
     * @param fresh those of its packs that are to be sent
     * @param limit what stays behind
     * @param state what to remember
     */
    record Prepared(
            Optional<MountList> list,
            List<PackWriter.Written> fresh,
            MountLimit limit,
            MountList state,
            MountNotes notes) {}

    MountPreparation(Store store, Clock clock, Target target) {
        this.store = store;
        this.kernel = Kernel.linux();
        this.clock = clock;
        this.target = target;
    }

    Prepared prepare(HeldMount mount) throws IOException, InterruptedException {
        MountMemory memory = new MountMemory(mount.notes());
        MountList ours = scanned(mount.folder(), memory);
        Optional<MountMemory.Meeting> met = memory.meeting(target.cache().name(), ours);
        Optional<MountMemory.Meeting> last = met.filter(
                one -> one.scope().equals(target.scope()) && target.there().isPresent());
        if (last.isPresent()
                && last.get().state().entries().equals(ours.entries())
                && target.list().equals(Optional.of(last.get().list()))) {
            MountLimit all = MountLimit.of(ours.entries(), MountSelection.UNLIMITED);
            return new Prepared(Optional.empty(), List.of(), all, last.get().state(), mount.notes());
        }
        MountList theirs = theirs(ours);
        NavigableMap<TreePath, MountEntry> base =
                last.map(one -> one.state().entries()).orElse(MountList.EMPTY.entries());
        MountLimit limit = MountLimit.of(MountMerge.merged(base, ours.entries(), theirs.entries()), target.mostBytes());
        NavigableMap<TreePath, MountEntry> state = new TreeMap<>(ours.entries());
        state.keySet().removeAll(limit.dropped());
        if (target.there().isPresent() && limit.kept().equals(theirs.entries())) {
            return new Prepared(
                    Optional.empty(), List.of(), limit, new MountList(state, theirs.packs()), mount.notes());
        }
        List<Pack> packs = new ArrayList<>(theirs.packs());
        met.ifPresent(one -> packs.addAll(one.state().packs()));
        packs.addAll(target.sent());
        PackPlan plan = PackPlan.of(MountList.chunks(limit.kept()), present(packs));
        return packed(mount, ours, plan, limit, state);
    }

    private MountList scanned(Path folder, MountMemory memory) throws IOException, InterruptedException {
        return NativeThreads.<MountList, IOException>call(() -> {
            MountList before = memory.files();
            try (Dir top = kernel.open(folder)) {
                MountScan.Found found = MountScan.of(top, memory.seen(before));
                memory.see(found.list(), found.seen().toBytes(TimeUnit.MILLISECONDS.toNanos(clock.millis())));
                return found.list();
            }
        });
    }

    private MountList theirs(MountList alike) throws IOException {
        if (target.there().isEmpty()) {
            return MountList.EMPTY;
        }
        try (InputStream in = target.cache().openBlob(target.there().get().list(), Transfer.UNWATCHED)) {
            return ListReader.read(in, alike);
        }
    }

    /** Those that are still in the cache, each once. */
    private List<Pack> present(List<Pack> packs) throws IOException, InterruptedException {
        Map<Digest, Pack> unique = new LinkedHashMap<>();
        packs.forEach(pack -> unique.putIfAbsent(pack.blob().digest(), pack));
        Semaphore width = new Semaphore(AT_ONCE);
        List<Callable<Optional<Pack>>> work = new ArrayList<>();
        for (Pack pack : unique.values()) {
            work.add(() -> {
                width.acquire();
                try {
                    return target.cache().hasBlob(pack.blob()) ? Optional.of(pack) : Optional.empty();
                } finally {
                    width.release();
                }
            });
        }
        return Scope.all(work, IOException.class).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Prepared packed(
            HeldMount mount, MountList ours, PackPlan plan, MountLimit limit, NavigableMap<TreePath, MountEntry> state)
            throws IOException, InterruptedException {
        return NativeThreads.<Prepared, IOException>call(() -> {
            MountPacker packer;
            List<PackWriter.Written> fresh;
            try (Dir top = kernel.open(mount.folder());
                    PackWriter writer = new PackWriter(store.newTempFolder())) {
                packer = new MountPacker(writer, plan.missing());
                packer.addFiles(top, ours);
                packer.addPacks(plan.givenUp(), pack -> target.cache().openBlob(pack.blob(), Transfer.UNWATCHED));
                fresh = writer.finish();
            }
            List<Pack> packs = new ArrayList<>(plan.kept());
            fresh.forEach(written -> packs.add(written.pack()));
            MountList list = new MountList(packer.complete(limit.kept()), packs);
            return new Prepared(Optional.of(list), fresh, limit, new MountList(state, packs), mount.notes());
        });
    }
}
