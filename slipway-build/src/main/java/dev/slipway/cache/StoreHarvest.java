// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.digest.Digest;
import dev.slipway.explain.Comparison;
import dev.slipway.explain.Histories;
import dev.slipway.explain.StoredHistories;
import dev.slipway.snapshot.ActionRecord;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.StoreKeeper;
import dev.slipway.snapshot.StoredFact;
import dev.slipway.snapshot.StoredMount;
import dev.slipway.snapshot.StoredRecord;
import dev.slipway.trust.CacheScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a store knows, for a cache that is written without a build. */
public final class StoreHarvest {
    private final StoreKeeper keeper;
    private final List<StoredFact> contents;
    private final List<StoredFact> histories;
    private final List<StoredMount> mounts;

    /** @param withMounts whether cache mounts are wanted: to count them takes a while */
    public StoreHarvest(StoreKeeper keeper, boolean withMounts) throws InterruptedException {
        this.keeper = keeper;
        this.contents = keeper.facts(Harvest.CONTENT);
        this.histories = keeper.facts(Histories.BUILDS);
        this.mounts = withMounts ? keeper.mounts() : List.of();
    }

    /**
     * These records of the store's own scope, and what belongs to them: what their copies selected, the builds that they were
     * found in, and the cache mounts of the scope.
     */
    public Harvest of(Store store, List<StoredRecord> chosen) {
        CacheScope scope = store.scopes().own();
        List<ActionRecord> records = new ArrayList<>();
        Set<Digest> keys = new HashSet<>();
        Set<String> copied = new HashSet<>();
        for (StoredRecord stored : chosen) {
            keeper.record(stored).filter(found -> found.scope().equals(scope)).ifPresent(record -> {
                records.add(record);
                keys.add(record.key());
                Comparison.contents(record.inputs()).forEach(content -> copied.add(content.toString()));
            });
        }
        Map<Digest, String> selected = new HashMap<>();
        for (StoredFact fact : contents) {
            if (fact.scope().equals(scope) && copied.contains(fact.value())) {
                selected.put(fact.key(), fact.value());
            }
        }
        Set<String> ids = mounts(scope);
        StoredHistories builds = new StoredHistories(store, keys::contains);
        return new Harvest(records, selected, new Harvest.Mounts(ids, ids), builds.volume(histories));
    }

    /** The ids of the cache mounts of a scope. */
    public Set<String> mounts(CacheScope scope) {
        return mounts.stream()
                .filter(mount -> mount.scope().equals(scope.name()))
                .map(StoredMount::id)
                .collect(Collectors.toSet());
    }
}
