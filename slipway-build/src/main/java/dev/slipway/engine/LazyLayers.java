// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.cache.CacheImports;
import dev.slipway.cache.CacheImports.Located;
import dev.slipway.cache.CachedRecord;
import dev.slipway.cache.Entry;
import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.progress.Progress;
import dev.slipway.snapshot.ActionRecord;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.LayerId;
import dev.slipway.snapshot.LayerTimes;
import dev.slipway.snapshot.Store;
import dev.slipway.task.Scope;
import dev.slipway.text.RegistryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Results of which caches say that they were built, and their layers, which come here when somebody needs them. Records are
 * kept when all of their layers are here, so that the next build asks no cache.
 */
final class LazyLayers {
    private final Store store;
    private final CacheImports caches;
    private final LayerFetcher fetcher;
    private final Progress progress;
    private final Map<Digest, ActionRecord> given = new ConcurrentHashMap<>();
    private volatile boolean open;

    LazyLayers(Store store, CacheImports caches, Progress progress) {
        this.store = store;
        this.caches = caches;
        this.fetcher = new LayerFetcher(store, progress);
        this.progress = progress;
    }

    /** Whether there is any cache to ask. */
    boolean mayKnow() {
        return !caches.isEmpty();
    }

    /** Until then no cache is asked. */
    void open() {
        open = mayKnow();
    }

    /** What was done under the key, its layers possibly elsewhere. */
    Optional<ActionRecord> find(Digest key) throws InterruptedException {
        if (!open) {
            return Optional.empty();
        }
        Optional<ActionRecord> found = caches.record(key).map(LazyLayers::action);
        found.ifPresent(action -> given.put(key, action));
        return found;
    }

    static ActionRecord action(Entry<CachedRecord> entry) {
        CachedRecord record = entry.value();
        return new ActionRecord(
                record.scope(),
                record.key(),
                record.result(),
                new Chain(record.layers().stream().map(LayerId::ofDiff).toList()),
                record.created(),
                record.description(),
                record.inputs(),
                entry.seal());
    }

    Optional<String> fact(String kind, Digest key) throws InterruptedException {
        if (!open) {
            return Optional.empty();
        }
        Optional<String> found = caches.fact(kind, key);
        found.ifPresent(value -> store.putFact(kind, key, value));
        return found;
    }

    /**
     * Sees to it that the layers are here.
     *
     * @param what the step that they are for, as people call it
     * @throws LostLayerException if one cannot be had
     */
    void bring(String what, Chain chain) throws InterruptedException {
        if (!open) {
            return;
        }
        Digest shown = shown(what, chain);
        List<Callable<LayerId>> work = new ArrayList<>();
        for (LayerId layer : chain.layers()) {
            Optional<Digest> diffId = layer.diffId();
            if (diffId.isPresent() && !store.layers().exists(layer)) {
                caches.layer(diffId.get()).ifPresent(place -> work.add(() -> fetch(shown, place, diffId.get())));
            }
        }
        if (work.isEmpty()) {
            return;
        }
        progress.declared(shown, "fetching cached layers for " + what, List.of());
        progress.started(shown);
        try {
            Scope.all(work);
        } finally {
            progress.done(shown);
        }
    }

    private static Digest shown(String what, Chain chain) {
        Hasher hasher = new Hasher().put("fetching").put(what);
        chain.layers().forEach(layer -> hasher.put(layer.text()));
        return hasher.digest();
    }

    private LayerId fetch(Digest step, Located place, Digest diffId) throws InterruptedException {
        try {
            noteTime(place, diffId);
            return fetcher.fetch(
                    step, new LayerSource.Cached(place.source()), place.layer().blob(), diffId);
        } catch (RegistryException | IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
            }
            throw new LostLayerException(diffId, e);
        }
    }

    private void noteTime(Located place, Digest diffId) {
        place.layer().created().ifPresent(time -> LayerTimes.put(store, LayerId.ofDiff(diffId), time));
    }

    /** Notes when the layers were made, for images that have them without their being here. */
    void noteTimes(Chain chain) {
        for (LayerId layer : chain.layers()) {
            layer.diffId().ifPresent(diffId -> caches.layer(diffId).ifPresent(place -> noteTime(place, diffId)));
        }
    }

    /** Records what was found and is all here by now. */
    void keep() {
        for (ActionRecord action : given.values()) {
            if (action.chain().layers().stream().allMatch(store.layers()::exists)) {
                store.keep(action);
            }
        }
    }

    void lose(LostLayerException failure) {
        caches.lose(failure.diffId(), String.valueOf(failure.getMessage()));
    }
}
