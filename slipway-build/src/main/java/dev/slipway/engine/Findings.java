// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.cache.Harvest;
import dev.slipway.digest.Digest;
import dev.slipway.explain.Volume;
import dev.slipway.graph.Mount;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.snapshot.ActionRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a build found or made, step by step: what is written into caches that travel. For several threads. */
public final class Findings {
    private final Map<Digest, ActionRecord> records = new ConcurrentHashMap<>();
    private final Map<Digest, Map<Digest, String>> contents = new ConcurrentHashMap<>();
    private final Set<Digest> ran = ConcurrentHashMap.newKeySet();
    private volatile boolean wanted;

    Findings() {}

    /** From now on; a build that exports no cache remembers nothing. */
    void begin() {
        wanted = true;
    }

    void record(Step step, ActionRecord record) {
        if (wanted) {
            records.put(step.digest(), record);
        }
    }

    void content(Step step, Digest key, String digest) {
        if (wanted) {
            contents.computeIfAbsent(step.digest(), _ -> new ConcurrentHashMap<>())
                    .put(key, digest);
        }
    }

    void ran(Step step) {
        if (wanted) {
            ran.add(step.digest());
        }
    }

    /**
     * What goes into a cache.
     *
     * @param recorded the steps whose records do
     * @param all the steps of which anything else does
     */
    public Harvest harvest(Collection<Step> recorded, Collection<Step> all) {
        List<ActionRecord> chosen = new ArrayList<>();
        Set<Digest> seen = new HashSet<>();
        for (Step step : recorded) {
            @Nullable ActionRecord record = records.get(step.digest());
            if (record != null && seen.add(record.key())) {
                chosen.add(record);
            }
        }
        // in one order: an image that carries this must not differ by it
        chosen.sort(Comparator.comparing(ActionRecord::key));
        Map<Digest, String> selected = new HashMap<>();
        all.forEach(step -> selected.putAll(contents.getOrDefault(step.digest(), Map.of())));
        return new Harvest(chosen, selected, mounts(all), Volume.EMPTY);
    }

    private Harvest.Mounts mounts(Collection<Step> all) {
        Set<String> named = new HashSet<>();
        Set<String> used = new HashSet<>();
        for (Step step : all) {
            List<Mount> mounts = step.op() instanceof Op.Exec exec ? exec.mounts() : List.of();
            for (Mount mount : mounts) {
                if (mount instanceof Mount.Cache cache) {
                    named.add(cache.id());
                    if (ran.contains(step.digest())) {
                        used.add(cache.id());
                    }
                }
            }
        }
        return new Harvest.Mounts(named, used);
    }
}
