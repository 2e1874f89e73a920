// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.cache.AdmittedCache;
import dev.slipway.cache.CachedFact;
import dev.slipway.cache.CachedLayer;
import dev.slipway.cache.CachedRecord;
import dev.slipway.cache.Entry;
import dev.slipway.cache.Harvest;
import dev.slipway.cache.HistoryIntake;
import dev.slipway.digest.Digest;
import dev.slipway.progress.Progress;
import dev.slipway.snapshot.ActionRecord;
import dev.slipway.snapshot.LayerId;
import dev.slipway.snapshot.LayerTimes;
import dev.slipway.snapshot.Store;
import dev.slipway.task.Scope;
import dev.slipway.text.RegistryException;
import dev.slipway.trust.CacheScope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;

/**
 * Takes all of a cache into the store, so that later builds need not read it. What the store has itself stays; a record is
 * kept when all of its layers are here, whole and verified.
 */
public final class CacheIntake {
    private static final int AT_ONCE = 6;

    private final Store store;
    private final AdmittedCache cache;
    private final LayerFetcher fetcher;
    private final Progress progress;
    private final Map<Digest, String> broken = new ConcurrentSkipListMap<>();

    /**
     * What came of it.
     *
     * @param records those that are kept
     * @param present how many were here before
     * @param lost how many have layers that cannot be had
     * @param layers those that came
     * @param broken why layers cannot be had
     */
    public record Taken(int records, int present, int lost, List<CachedLayer> layers, Map<Digest, String> broken) {
        /** What the layers took on their way. */
        public long bytes() {
            return layers.stream().mapToLong(layer -> layer.blob().size()).sum();
        }
    }

    public CacheIntake(Store store, AdmittedCache cache, Progress progress) {
        this.store = store;
        this.cache = cache;
        this.fetcher = new LayerFetcher(store, progress);
        this.progress = progress;
    }

    /** Takes it. */
    public Taken take() throws InterruptedException {
        List<ActionRecord> wanted = new ArrayList<>();
        int present = 0;
        for (Entry<CachedRecord> entry : nearest().values()) {
            if (store.find(entry.value().key()).isPresent()) {
                present++;
            } else {
                wanted.add(LazyLayers.action(entry));
            }
        }
        List<CachedLayer> layers = bring(wanted);
        int kept = 0;
        for (ActionRecord record : wanted) {
            if (record.chain().layers().stream().allMatch(store.layers()::exists)) {
                store.keep(record);
                kept++;
            }
        }
        keepFacts();
        new HistoryIntake(store, cache).take(scopes());
        return new Taken(kept, present, wanted.size() - kept, layers, broken);
    }

    /** By key; of several scopes that which a build asks first. */
    private Map<Digest, Entry<CachedRecord>> nearest() {
        Map<Digest, Entry<CachedRecord>> found = new LinkedHashMap<>();
        for (CacheScope scope : scopes()) {
            for (Entry<CachedRecord> entry : cache.document().records()) {
                if (entry.value().scope().equals(scope)) {
                    found.putIfAbsent(entry.value().key(), entry);
                }
            }
        }
        return found;
    }

    private List<CacheScope> scopes() {
        List<CacheScope> all = new ArrayList<>();
        all.add(store.scopes().own());
        all.addAll(store.scopes().others());
        return all;
    }

    private List<CachedLayer> bring(List<ActionRecord> records) throws InterruptedException {
        Set<LayerId> missing = new LinkedHashSet<>();
        records.forEach(record -> missing.addAll(record.chain().layers()));
        missing.removeIf(store.layers()::exists);
        if (missing.isEmpty()) {
            return List.of();
        }
        Digest step = Digest.of("import layers " + cache.name());
        progress.declared(step, "importing layers from " + cache.name(), List.of());
        progress.started(step);
        Semaphore width = new Semaphore(AT_ONCE);
        List<Callable<Optional<CachedLayer>>> work = new ArrayList<>();
        for (LayerId layer : missing) {
            work.add(() -> {
                width.acquire();
                try {
                    return fetched(step, layer);
                } finally {
                    width.release();
                }
            });
        }
        try {
            return Scope.all(work).stream().flatMap(Optional::stream).toList();
        } finally {
            progress.done(step);
        }
    }

    private Optional<CachedLayer> fetched(Digest step, LayerId layer) throws InterruptedException {
        Digest diffId = layer.diffId().orElseThrow();
        CachedLayer place = cache.document().layers().get(diffId);
        if (place == null) {
            broken.put(diffId, "the cache does not say where it is");
            return Optional.empty();
        }
        try {
            LayerId here = fetcher.fetch(step, new LayerSource.Cached(cache), place.blob(), diffId);
            place.created().ifPresent(time -> LayerTimes.put(store, here, time));
            return Optional.of(place);
        } catch (RegistryException | IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
            }
            broken.put(diffId, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void keepFacts() {
        for (CacheScope scope : scopes()) {
            for (Entry<CachedFact> entry : cache.document().facts()) {
                CachedFact fact = entry.value();
                if (fact.scope().equals(scope)
                        && fact.kind().equals(Harvest.CONTENT)
                        && Digest.parse(fact.value()).isPresent()
                        && store.fact(fact.kind(), fact.key()).isEmpty()) {
                    store.putFact(fact.kind(), fact.key(), fact.value());
                }
            }
        }
    }
}
