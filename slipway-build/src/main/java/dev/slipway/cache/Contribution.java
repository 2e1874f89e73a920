// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import dev.slipway.trust.Claim;
import dev.slipway.trust.Trust;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What one build found to be so, for a cache that other builds write too: all of theirs stays, of two that say something of
 * the same the newer counts. What no export has named for {@link #KEPT} is left out, so that a cache does not grow for ever.
 *
 * @param ours all of it used at {@code now}
 * @param trust what is there in the name of our own scope and is not signed as it must be gives way, however new it says it is
 */
public record Contribution(CacheDocument ours, Instant now, Trust trust) implements Merge {
    /** How long an entry stays that nobody exports any more. */
    public static final Duration KEPT = Duration.ofDays(30);

    private static final int MOST_LAYERS = 10_000;
    // what stands around the payloads must fit as well
    private static final int MOST_BYTES = CacheDocument.MAX_BYTES / 4 * 3;

    @Override
    public CacheDocument onto(CacheDocument found) {
        CacheDocument there = sound(found);
        Map<Digest, CachedLayer> layers = new TreeMap<>(there.layers());
        layers.putAll(ours.layers());
        List<Entry<CachedRecord>> records =
                union(there.records(), ours.records(), Contribution::place, (a, b) -> newer(a, b));
        records.removeIf(entry -> !layers.keySet().containsAll(entry.value().layers()));
        List<Entry<CachedFact>> facts = union(there.facts(), ours.facts(), Contribution::place, (_, own) -> own);
        List<Entry<Json>> mounts = union(there.mounts(), ours.mounts(), Contribution::place, (_, own) -> own);
        return fitting(new CacheDocument(records, facts, layers, mounts));
    }

    private CacheDocument sound(CacheDocument there) {
        if (!trust.needsSeals()) {
            return there;
        }
        return new CacheDocument(
                there.records().stream()
                        .filter(entry -> isSound(Claim.Kind.RECORD, entry))
                        .toList(),
                there.facts().stream()
                        .filter(entry -> isSound(Claim.Kind.FACT, entry))
                        .toList(),
                there.layers(),
                there.mounts());
    }

    private boolean isSound(Claim.Kind kind, Entry<?> entry) {
        Optional<Claim> claim = entry.claim(kind);
        boolean others =
                claim.isPresent() && !claim.get().scope().equals(trust.scopes().own());
        return others
                || (claim.isPresent() && trust.judge(claim.get(), entry.seal()).isAccepted());
    }

    private static Entry<CachedRecord> newer(Entry<CachedRecord> there, Entry<CachedRecord> own) {
        boolean older = own.value().created().isBefore(there.value().created());
        return older ? there.usedAt(own.used()) : own;
    }

    /** Which of two entries of the same place stays. */
    private interface Choice<T> {
        Entry<T> of(Entry<T> there, Entry<T> own);
    }

    private <T> List<Entry<T>> union(
            List<Entry<T>> there, List<Entry<T>> own, Function<T, Digest> place, Choice<T> choice) {
        Map<Digest, Entry<T>> all = new LinkedHashMap<>();
        for (Entry<T> entry : there) {
            if (entry.used().isAfter(now.minus(KEPT))) {
                all.put(place.apply(entry.value()), entry);
            }
        }
        for (Entry<T> entry : own) {
            all.merge(place.apply(entry.value()), entry, choice::of);
        }
        return new ArrayList<>(all.values());
    }

    private static Digest place(CachedRecord entry) {
        return new Hasher().put(entry.scope().name()).put(entry.key()).digest();
    }

    private static Digest place(CachedFact entry) {
        return new Hasher()
                .put(entry.scope().name())
                .put(entry.kind())
                .put(entry.key())
                .digest();
    }

    private static Digest place(Json mount) {
        return new Hasher()
                .put(mount.text("scope").orElse(""))
                .put(mount.text("id").orElse(""))
                .digest();
    }

    @Override
    public boolean isIn(CacheDocument found) {
        CacheDocument there = sound(found);
        Map<Digest, Entry<CachedRecord>> records = new HashMap<>();
        there.records().forEach(entry -> records.put(place(entry.value()), entry));
        for (Entry<CachedRecord> own : ours.records()) {
            Entry<CachedRecord> same = records.get(place(own.value()));
            if (same == null || same.value().created().isBefore(own.value().created()) || isStale(same)) {
                return false;
            }
        }
        Set<Digest> facts = new HashSet<>();
        there.facts().forEach(entry -> facts.add(place(entry.value())));
        Set<Json> mounts = new HashSet<>();
        there.mounts().forEach(entry -> mounts.add(entry.value()));
        return ours.facts().stream().allMatch(own -> facts.contains(place(own.value())))
                && ours.mounts().stream().allMatch(own -> mounts.contains(own.value()));
    }

    // named so long ago that it must be named anew to stay
    private boolean isStale(Entry<CachedRecord> entry) {
        return entry.used().isBefore(now.minus(KEPT.dividedBy(4)));
    }

    /** As much as fits, what was used last before all else; layers that no record names any more are left out. */
    private static CacheDocument fitting(CacheDocument all) {
        long bytes = 0;
        Set<Digest> named = new HashSet<>();
        List<Entry<CachedRecord>> records = new ArrayList<>();
        for (Entry<CachedRecord> entry : lastUsedFirst(all.records())) {
            bytes += size(entry);
            named.addAll(entry.value().layers());
            if (bytes <= MOST_BYTES && named.size() <= MOST_LAYERS) {
                records.add(entry);
            }
        }
        List<Entry<CachedFact>> facts = new ArrayList<>();
        for (Entry<CachedFact> entry : lastUsedFirst(all.facts())) {
            bytes += size(entry);
            if (bytes <= MOST_BYTES) {
                facts.add(entry);
            }
        }
        Map<Digest, CachedLayer> layers = new TreeMap<>();
        for (Entry<CachedRecord> entry : records) {
            entry.value()
                    .layers()
                    .forEach(layer -> layers.put(layer, all.layers().get(layer)));
        }
        return new CacheDocument(records, facts, layers, all.mounts());
    }

    private static <T> List<Entry<T>> lastUsedFirst(List<Entry<T>> entries) {
        return entries.stream()
                .sorted(Comparator.comparing((Entry<T> entry) -> entry.used()).reversed())
                .toList();
    }

    private static long size(Entry<?> entry) {
        return JsonWriter.compact(entry.toJson()).length();
    }
}
