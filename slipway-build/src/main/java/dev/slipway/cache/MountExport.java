// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.mounts.ListReader;
import dev.slipway.mounts.ListWriter;
import dev.slipway.mounts.MalformedListException;
import dev.slipway.mounts.MountList;
import dev.slipway.mounts.Pack;
import dev.slipway.mounts.PackWriter;
import dev.slipway.oci.Descriptor;
import dev.slipway.progress.Progress;
import dev.slipway.progress.ProgressEvent;
import dev.slipway.registry.BlobSource;
import dev.slipway.registry.Transfer;
import dev.slipway.snapshot.HeldMount;
import dev.slipway.snapshot.Store;
import dev.slipway.task.Scope;
import dev.slipway.trust.Claim;
import dev.slipway.trust.Trust;
import dev.slipway.trust.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/**
 * Brings the cache mounts of a build into one cache: each is held while it is looked through and merged with what is there,
 * then what no pack has is sent. For one thread, which may do it again when another writer was faster.
 */
final class MountExport {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 4;

    private final Store store;
    private final Trust trust;
    private final Progress progress;
    private final Work work;
    // by id: what was sent by an attempt that came to nothing is there all the same
    private final Map<String, List<Pack>> sent = new HashMap<>();

    /** @param step as which progress is told */
    record Work(Digest step, CacheExporter.Job job) {
        CacheBackend to() {
            return job.to();
        }

        MountSelection selection() {
            return job.sink().selection().mounts();
        }

        Harvest.Mounts mounts() {
            return job.harvest().mounts();
        }
    }

    MountExport(Store store, Trust trust, Progress progress, Work work) {
        this.store = store;
        this.trust = trust;
        this.progress = progress;
        this.work = work;
    }

    /** The mounts as they are to stand in the cache; their blobs are there after. */
    List<OwnMount> export() throws IOException, InterruptedException {
        if (work.selection().isEmpty()) {
            return List.of();
        }
        CacheDocument there = there();
        List<OwnMount> all = new ArrayList<>();
        for (String id : new TreeSet<>(work.mounts().named())) {
            OptionalLong limit = work.selection().limit(id);
            Optional<Entry<CachedMount>> entry = entry(there, id);
            boolean wanted = entry.isEmpty() || work.mounts().used().contains(id);
            if (limit.isPresent() && wanted && store.cacheMounts().exists(id)) {
                export(id, limit.getAsLong(), entry).ifPresent(all::add);
            }
        }
        return all;
    }

    /** Tells of ids that were asked for and that no step has. */
    void tellUnknown() {
        Set<String> named = new TreeSet<>(work.mounts().named());
        for (String id : work.selection().mostBytes().keySet()) {
            if (!named.contains(id)) {
                warn("no step of this build has a cache mount with the id " + id
                        + (named.isEmpty() ? "" : "; there are: " + String.join(", ", named)));
            }
        }
    }

    private CacheDocument there() throws IOException, InterruptedException {
        if (work.job().sink().form().reset()) {
            return CacheDocument.EMPTY;
        }
        try {
            return work.to().load().orElse(CacheDocument.EMPTY);
        } catch (MalformedCacheException _) {
            return CacheDocument.EMPTY;
        }
    }

    private Optional<Entry<CachedMount>> entry(CacheDocument there, String id) {
        Digest place = CachedMount.place(trust.scopes().own(), id);
        return there.mounts().stream()
                .filter(entry -> entry.value().place().equals(place) && isSound(entry))
                .findFirst();
    }

    private boolean isSound(Entry<CachedMount> entry) {
        return entry.claim(Claim.Kind.MOUNT)
                .map(claim -> trust.judge(claim, entry.seal()))
                .filter(Verdict::isAccepted)
                .isPresent();
    }

    private Optional<OwnMount> export(String id, long mostBytes, Optional<Entry<CachedMount>> there)
            throws IOException, InterruptedException {
        Optional<HeldMount> held = store.cacheMounts().hold(id, PATIENCE);
        if (held.isEmpty()) {
            warn("the cache mount " + id + " is in use by another build, and stays in the cache as it is there");
            return Optional.empty();
        }
        MountPreparation.Target target = new MountPreparation.Target(
                work.to(), trust.scopes().own(), there.map(Entry::value), mostBytes, sent.getOrDefault(id, List.of()));
        try {
            MountPreparation.Prepared prepared = prepared(held.get(), target);
            OwnMount own = written(id, prepared, there);
            MountReport.of(id, prepared, own.entry().value().list().size()).forEach(this::say);
            return Optional.of(own);
        } catch (MalformedListException e) {
            warn("the cache mount " + id + " is not written: " + e.getMessage());
            return Optional.empty();
        }
    }

    // nobody need wait for the sending
    private MountPreparation.Prepared prepared(HeldMount held, MountPreparation.Target target)
            throws IOException, InterruptedException {
        try (held) {
            return new MountPreparation(store, progress.clock(), target).prepare(held);
        }
    }

    private OwnMount written(String id, MountPreparation.Prepared prepared, Optional<Entry<CachedMount>> there)
            throws IOException, InterruptedException {
        Entry<CachedMount> entry = prepared.list().isEmpty()
                ? there.orElseThrow().usedAt(progress.clock().instant())
                : sent(id, prepared.list().get(), prepared.fresh());
        MountMemory.Meeting meeting = new MountMemory.Meeting(
                entry.value().scope(), entry.value().list().digest(), prepared.state());
        return new OwnMount(entry, there.map(before -> before.value().list().digest()), prepared.notes(), meeting);
    }

    private Entry<CachedMount> sent(String id, MountList list, List<PackWriter.Written> fresh)
            throws IOException, InterruptedException {
        byte[] bytes = ListWriter.toBytes(list);
        ListReader.requireReadable(bytes, list);
        send(fresh);
        sent.put(id, list.packs());
        Descriptor blob = Descriptor.of(MountList.MEDIA_TYPE, bytes);
        work.to().putBlob(blob, BlobSource.of(bytes), Transfer.UNWATCHED);
        CachedMount mount = new CachedMount(
                trust.scopes().own(),
                id,
                progress.clock().instant(),
                blob,
                list.packs().stream().map(Pack::blob).toList());
        Json payload = mount.toJson();
        return new Entry<>(
                mount,
                payload,
                Claim.of(Claim.Kind.MOUNT, payload).flatMap(trust::seal),
                progress.clock().instant());
    }

    private void send(List<PackWriter.Written> fresh) throws IOException, InterruptedException {
        Semaphore width = new Semaphore(AT_ONCE);
        List<Callable<Boolean>> all = new ArrayList<>();
        for (PackWriter.Written pack : fresh) {
            all.add(() -> {
                width.acquire();
                try {
                    return send(pack);
                } finally {
                    width.release();
                }
            });
        }
        List<Boolean> done = Scope.all(all, IOException.class);
        assert done.size() == fresh.size();
    }

    private boolean send(PackWriter.Written written) throws IOException, InterruptedException {
        Descriptor blob = written.pack().blob();
        String what = "writing pack " + blob.digest();
        Transfer transfer = (current, total) -> progress.moved(work.step(), what, current, total);
        work.to().putBlob(blob, BlobSource.of(written.file()), transfer);
        progress.isThere(work.step(), what, blob.size());
        return Files.deleteIfExists(written.file());
    }

    private void say(String line) {
        progress.output(work.step(), ProgressEvent.Stream.STDERR, line + "\n");
    }

    private void warn(String text) {
        CacheWarning.tell(progress, "cache: " + work.to().name() + ": " + text);
    }
}
