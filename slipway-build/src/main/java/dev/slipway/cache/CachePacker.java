// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.digest.Digest;
import dev.slipway.explain.Volume;
import dev.slipway.export.LayerOrigins.Origin;
import dev.slipway.export.LayerPacker;
import dev.slipway.json.Json;
import dev.slipway.oci.Descriptor;
import dev.slipway.progress.Progress;
import dev.slipway.registry.BlobSource;
import dev.slipway.registry.Transfer;
import dev.slipway.snapshot.ActionRecord;
import dev.slipway.snapshot.LayerId;
import dev.slipway.snapshot.LayerTimes;
import dev.slipway.snapshot.Store;
import dev.slipway.task.Scope;
import dev.slipway.text.HostException;
import dev.slipway.trust.CacheScope;
import dev.slipway.trust.Claim;
import dev.slipway.trust.Seal;
import dev.slipway.trust.Trust;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Makes a document of what was built, signed where there is a key, and sends the blobs of its layers. */
public final class CachePacker {
    private static final int AT_ONCE = 6;

    private final Store store;
    private final LayerPacker packer;
    private final Supplier<Trust> trust;
    private final Progress progress;

    public CachePacker(Store store, LayerPacker packer, Supplier<Trust> trust, Progress progress) {
        this.store = store;
        this.packer = packer;
        this.trust = trust;
        this.progress = progress;
    }

    /** With whose eyes what is there already is seen. */
    Trust trust() {
        return trust.get();
    }

    /** What brings the cache mounts there. */
    MountExport mounts(Digest step, CacheExporter.Job job) {
        return new MountExport(store, trust.get(), progress, new MountExport.Work(step, job));
    }

    private record Placed(LayerId layer, Digest diffId, CachedLayer cached) {}

    /** The document; its blobs are in the cache after. */
    CacheDocument pack(Digest step, CacheExporter.Job job) throws IOException, InterruptedException {
        Set<LayerId> layers = new LinkedHashSet<>();
        job.harvest().records().forEach(record -> layers.addAll(record.chain().layers()));
        Semaphore width = new Semaphore(AT_ONCE);
        List<Callable<Placed>> work = new ArrayList<>();
        for (LayerId layer : layers) {
            work.add(() -> {
                Placed placed = placed(layer, job.sink().form());
                width.acquire();
                try {
                    send(step, job.to(), placed);
                } finally {
                    width.release();
                }
                return placed;
            });
        }
        Instant now = progress.clock().instant();
        CacheDocument packed = document(job.harvest(), Scope.all(work, IOException.class), now);
        return packed.with(histories(job, now));
    }

    private List<Entry<CachedHistory>> histories(CacheExporter.Job job, Instant now)
            throws IOException, InterruptedException {
        Volume volume = job.harvest().histories();
        if (volume.times().isEmpty()) {
            return List.of();
        }
        Descriptor blob = Descriptor.of(CachedHistory.MEDIA_TYPE, volume.archive());
        job.to().putBlob(blob, BlobSource.of(volume.archive()), Transfer.UNWATCHED);
        CacheScope own = trust.get().scopes().own();
        List<Entry<CachedHistory>> entries = new ArrayList<>();
        volume.times().forEach((name, at) -> {
            CachedHistory history = new CachedHistory(own, name, at, blob);
            Json payload = history.toJson();
            entries.add(new Entry<>(history, payload, seal(Claim.Kind.HISTORY, payload), now));
        });
        return entries;
    }

    /** The document of an image that carries it: only the digests of its layers are needed. */
    public CacheDocument describe(Harvest harvest, LayerPacker.Form form) throws InterruptedException {
        List<Placed> placed = new ArrayList<>();
        for (ActionRecord record : harvest.records()) {
            for (LayerId layer : record.chain().layers()) {
                Digest diffId = packer.diffId(layer, form);
                Descriptor unknown = Descriptor.of(CacheDocument.MEDIA_TYPE, diffId, 0);
                placed.add(new Placed(layer, diffId, new CachedLayer(unknown, LayerTimes.of(store, layer))));
            }
        }
        // the time of the build would make another image of it
        return document(harvest, placed, Instant.EPOCH);
    }

    private Placed placed(LayerId layer, CacheSink.Form form) throws InterruptedException {
        LayerPacker.Packed packed = packer.pack(layer, form.layers(), form.oci());
        return new Placed(layer, packed.diffId(), new CachedLayer(packed.blob(), LayerTimes.of(store, layer)));
    }

    private void send(Digest step, CacheBackend to, Placed placed) throws IOException, InterruptedException {
        Descriptor blob = placed.cached().blob();
        String what = "writing layer " + blob.digest();
        to.putBlob(blob, source(placed), (current, total) -> progress.moved(step, what, current, total));
        progress.isThere(step, what, blob.size());
    }

    private BlobSource source(Placed placed) {
        Optional<Origin> elsewhere = packer.origin(placed.layer());
        if (elsewhere.isPresent()) {
            return elsewhere.get().source();
        }
        Digest blob = placed.cached().blob().digest();
        return BlobSource.of(
                store.blobs().find(blob).orElseThrow(() -> new HostException(blob + " is not in the store any more")));
    }

    private CacheDocument document(Harvest harvest, List<Placed> placed, Instant now) {
        Map<LayerId, Digest> diffIds = new HashMap<>();
        Map<Digest, CachedLayer> layers = new TreeMap<>();
        for (Placed one : placed) {
            diffIds.put(one.layer(), one.diffId());
            layers.put(one.diffId(), one.cached());
        }
        CacheScope own = trust.get().scopes().own();
        List<Entry<CachedRecord>> records = new ArrayList<>();
        for (ActionRecord found : harvest.records()) {
            ActionRecord record = whole(found);
            CachedRecord cached = cached(record, own, diffIds);
            Json payload = cached.toJson();
            // what came unsigned is not signed by us
            Optional<Seal> seal = record.seal().isPresent()
                    ? record.seal().filter(by -> !by.equals(Seal.MISSING))
                    : seal(Claim.Kind.RECORD, payload);
            records.add(new Entry<>(cached, payload, seal, now));
        }
        List<Entry<CachedFact>> facts = new ArrayList<>();
        new TreeMap<>(harvest.contents()).forEach((key, content) -> {
            CachedFact fact = new CachedFact(own, Harvest.CONTENT, key, content);
            Json payload = fact.toJson();
            facts.add(new Entry<>(fact, payload, seal(Claim.Kind.FACT, payload), now));
        });
        return new CacheDocument(records, facts, layers, List.of());
    }

    /** With what went into its key, which is not read where results are only looked up. */
    private ActionRecord whole(ActionRecord found) {
        return !found.inputs().isEmpty()
                ? found
                : store.record(found.key())
                        .filter(record -> record.scope().equals(found.scope()))
                        .filter(record -> record.resultId().equals(found.resultId()))
                        .filter(record -> record.created().equals(found.created()))
                        .orElse(found);
    }

    /** What came with a signature stays as it was signed; what was made on this machine is said in the own name. */
    private static CachedRecord cached(ActionRecord record, CacheScope own, Map<LayerId, Digest> diffIds) {
        return new CachedRecord(
                record.seal().isPresent() ? record.scope() : own,
                record.key(),
                record.resultId(),
                record.chain().layers().stream().map(diffIds::get).toList(),
                record.created(),
                record.description(),
                record.inputs());
    }

    private Optional<Seal> seal(Claim.Kind kind, Json payload) {
        return Claim.of(kind, payload).flatMap(trust.get()::seal);
    }
}
