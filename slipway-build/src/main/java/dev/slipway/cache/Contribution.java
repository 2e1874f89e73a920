// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.explain.CommonName;
import dev.slipway.trust.Claim;
import dev.slipway.trust.Trust;
import dev.slipway.trust.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one build found to be so, for a cache that other builds write too: all of theirs stays, of two that say something of
 * the same the newer counts. What claims a scope that this build reads, and is not signed as it must be, is left out: so what
 * somebody put in place of our records does not stay there. What no export has named for {@link #KEPT} is left out, so that
 * a cache does not grow for ever.
 *
 * @param ours all of it used at {@code now}; without mounts
 * @param mounts each was merged with what was there
 * @param trust judges what is there
 * @param named of these the histories that are there are used as well
 */
public record Contribution(CacheDocument ours, List<OwnMount> mounts, Instant now, Trust trust, Set<CommonName> named)
        implements Merge {
    /** How long an entry stays that nobody exports any more. */
    public static final Duration KEPT = Duration.ofDays(30);

    /** Entries of which of two the newer counts. */
    private record Dated<T>(Claim.Kind kind, Function<T, Digest> place, Function<T, Instant> time) {
        boolean isOlder(Entry<T> one, Entry<T> other) {
            return time.apply(one.value()).isBefore(time.apply(other.value()));
        }
    }

    private static final Dated<CachedRecord> RECORDS =
            new Dated<>(Claim.Kind.RECORD, Contribution::place, CachedRecord::created);
    private static final Dated<CachedHistory> HISTORIES =
            new Dated<>(Claim.Kind.HISTORY, CachedHistory::place, CachedHistory::at);

    /** What would not fit is no part of it: it would be missed there, and written again and again. */
    public Contribution {
        List<Entry<CachedMount>> own = mounts.stream().map(OwnMount::entry).toList();
        CacheDocument fitting = DocumentBudget.alwaysFitting(
                new CacheDocument(ours.records(), ours.facts(), ours.layers(), own, ours.histories()));
        mounts = mounts.stream()
                .filter(mount -> fitting.mounts().contains(mount.entry()))
                .toList();
        ours = fitting.withoutMounts();
    }

    public Contribution(CacheDocument ours, List<OwnMount> mounts, Instant now, Trust trust) {
        this(ours, mounts, now, trust, Set.of());
    }

    Contribution naming(Set<CommonName> names) {
        return new Contribution(ours, mounts, now, trust, names);
    }

    @Override
    public CacheDocument onto(CacheDocument there) {
        Map<Digest, CachedLayer> layers = new TreeMap<>(there.layers());
        layers.putAll(ours.layers());
        List<Entry<CachedRecord>> records = union(
                staying(Claim.Kind.RECORD, there.records()),
                ours.records(),
                RECORDS.place(),
                (old, own) -> newer(RECORDS, old, own));
        records.removeIf(entry -> !layers.keySet().containsAll(entry.value().layers()));
        List<Entry<CachedFact>> facts =
                union(staying(Claim.Kind.FACT, there.facts()), ours.facts(), Contribution::place, (_, own) -> own);
        List<Entry<CachedMount>> all =
                union(staying(Claim.Kind.MOUNT, there.mounts()), mounts(there), CachedMount::place, (_, own) -> own);
        return DocumentBudget.fitting(new CacheDocument(records, facts, layers, all, histories(there)));
    }

    private List<Entry<CachedHistory>> histories(CacheDocument there) {
        List<Entry<CachedHistory>> staying = new ArrayList<>();
        for (Entry<CachedHistory> entry : staying(Claim.Kind.HISTORY, there.histories())) {
            if (entry.value().at().isAfter(now)) {
                continue; // it would stand there for ever
            }
            boolean isNamed = named.contains(entry.value().name())
                    && entry.value().scope().equals(trust.scopes().own());
            staying.add(isNamed ? entry.usedAt(now) : entry);
        }
        return union(staying, ours.histories(), HISTORIES.place(), (old, own) -> newer(HISTORIES, old, own));
    }

    /** Ours, if nobody else wrote since they were merged with what is there. */
    private List<Entry<CachedMount>> mounts(CacheDocument there) {
        Map<Digest, Digest> lists = new HashMap<>();
        for (Entry<CachedMount> entry : there.mounts()) {
            if (isSound(Claim.Kind.MOUNT, entry)) {
                lists.put(entry.value().place(), entry.value().list().digest());
            }
        }
        List<Entry<CachedMount>> all = new ArrayList<>();
        for (OwnMount own : mounts) {
            CachedMount mount = own.entry().value();
            Digest list = lists.get(mount.place());
            if (list != null
                    && !list.equals(mount.list().digest())
                    && !own.merged().equals(Optional.of(list))) {
                throw new StaleMountException(mount.id());
            }
            all.add(own.entry());
        }
        return all;
    }

    private <T> Entry<T> newer(Dated<T> sort, Entry<T> there, Entry<T> own) {
        return sort.isOlder(own, there) && isSound(sort.kind(), there) ? there.usedAt(own.used()) : own;
    }

    private boolean isSound(Claim.Kind kind, Entry<?> there) {
        return there.claim(kind)
                .map(claim -> trust.judge(claim, there.seal()))
                .filter(Verdict::isAccepted)
                .isPresent();
    }

    /** Of others' scopes everything stays; whether a signature holds is looked at only where it matters. */
    private <T> List<Entry<T>> staying(Claim.Kind kind, List<Entry<T>> there) {
        List<Entry<T>> found = new ArrayList<>();
        for (Entry<T> entry : there) {
            Optional<Verdict> verdict = entry.claim(kind).map(claim -> trust.glance(claim, entry.seal()));
            boolean maySpeak = verdict.isPresent() && (verdict.get().isAccepted() || verdict.get() == Verdict.NOT_READ);
            if (maySpeak && entry.used().isAfter(now.minus(KEPT))) {
                // nothing is kept longer for coming from the future
                found.add(entry.used().isAfter(now) ? entry.usedAt(now) : entry);
            }
        }
        return found;
    }

    /** Which of two entries of the same place stays. */
    private interface Choice<T> {
        Entry<T> of(Entry<T> there, Entry<T> own);
    }

    private static <T> List<Entry<T>> union(
            List<Entry<T>> there, List<Entry<T>> own, Function<T, Digest> place, Choice<T> choice) {
        Map<Digest, Entry<T>> all = new LinkedHashMap<>();
        // ours first: where not all fits, of what was used just now they stay
        for (Entry<T> entry : own) {
            all.merge(place.apply(entry.value()), entry, choice::of);
        }
        for (Entry<T> entry : there) {
            all.merge(place.apply(entry.value()), entry, (ours, old) -> choice.of(old, ours));
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

    @Override
    public boolean isIn(CacheDocument there) {
        Map<Digest, Entry<CachedFact>> facts = new HashMap<>();
        there.facts().forEach(entry -> facts.put(place(entry.value()), entry));
        return ours.facts().stream().allMatch(own -> holds(facts.get(place(own.value())), own))
                && mounts.stream().allMatch(own -> isIn(there.mounts(), own.entry()))
                && areIn(RECORDS, there.records(), ours.records())
                && areIn(HISTORIES, there.histories(), ours.histories());
    }

    private <T> boolean areIn(Dated<T> sort, List<Entry<T>> there, List<Entry<T>> ours) {
        Map<Digest, Entry<T>> places = new HashMap<>();
        there.forEach(entry -> places.put(sort.place().apply(entry.value()), entry));
        for (Entry<T> own : ours) {
            Entry<T> found = places.get(sort.place().apply(own.value()));
            if (found == null || sort.isOlder(found, own) || isStale(found)) {
                return false;
            }
            if (!isSame(found, own) && !isSound(sort.kind(), found)) {
                return false;
            }
        }
        return true;
    }

    private boolean isIn(List<Entry<CachedMount>> there, Entry<CachedMount> own) {
        return there.stream().anyMatch(found -> isSame(found, own) && !isStale(found));
    }

    private boolean holds(@Nullable Entry<CachedFact> found, Entry<CachedFact> own) {
        return found != null && (isSame(found, own) || isSound(Claim.Kind.FACT, found));
    }

    private static boolean isSame(Entry<?> found, Entry<?> own) {
        return found.payload().equals(own.payload()) && found.seal().equals(own.seal());
    }

    // named so long ago that it must be named anew to stay
    private boolean isStale(Entry<?> entry) {
        return entry.used().isBefore(now.minus(KEPT.dividedBy(4)));
    }
}
