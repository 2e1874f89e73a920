// SPDX-License-Identifier: Apache-2.0
package dev.slipway.gc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds what goes. A layer lives as long as any that names it; so one that old steps named goes though younger steps were
 * once made from their results, when those do not stand on it. All go in the order in which their time would be over.
 */
public final class Planner {
    private final Inventory inventory;
    private final GcPolicy policy;
    private final long now;
    private final List<Unit> order = new ArrayList<>();
    private final IdentityHashMap<Unit, Judgements.OfUnit> judged = new IdentityHashMap<>();
    private final List<Deletion> deletions = new ArrayList<>();
    private final Map<Integer, String> namings = new HashMap<>();
    private final Set<Unit> gone = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<String> unmet = new ArrayList<>();
    private long used;

    /** @param now in milliseconds since 1970 */
    public Planner(Inventory inventory, GcPolicy policy, long now) {
        this.inventory = inventory;
        this.policy = policy;
        this.now = now;
        Judgements judgements = new Judgements(inventory.namings(), policy);
        this.used = inventory.used();
        for (Unit unit : inventory.units()) {
            if (!inventory.isOfImage(unit)) {
                order.add(unit);
                judged.put(unit, judgements.of(unit, now));
            }
        }
        order.sort(Comparator.comparingLong((Unit unit) -> judged(unit).expiry())
                .thenComparing(Comparator.comparingInt(Unit::depth).reversed())
                .thenComparing(Unit::id));
    }

    /** What goes by the policy. */
    public Plan plan() {
        long before = used;
        unnamed();
        expired();
        for (GcPolicy.Rule rule : policy.rules()) {
            rule.maxUsed().ifPresent(cap -> cap(rule, cap));
        }
        caps(before, _ -> true);
        return done(before);
    }

    /** All that is wanted gone goes, whatever the policy says, but what is pinned or in use. */
    public Plan prune(Predicate<Unit> wanted, String rule) {
        long before = used;
        for (Unit unit : order) {
            if (wanted.test(unit) && !judged(unit).pinned() && !unit.inUse()) {
                take(unit, rule);
            }
        }
        return done(before);
    }

    /** As much of what is wanted gone as the caps of the policy ask for, whatever its age. */
    public Plan shrink(Predicate<Unit> wanted) {
        long before = used;
        caps(before, wanted);
        return done(before);
    }

    private void caps(long before, Predicate<Unit> wanted) {
        shrink("max-used " + Amounts.bytes(policy.maxUsed()), used - policy.maxUsed(), wanted);
        long free = inventory.disk().free() + before - used;
        shrink("min-free " + Amounts.bytes(policy.minFree()), policy.minFree() - free, wanted);
    }

    private Plan done(long before) {
        stranded();
        return new Plan(deletions, namings, before, used, unmet);
    }

    private Judgements.OfUnit judged(Unit unit) {
        return Objects.requireNonNull(judged.get(unit));
    }

    private boolean isFree(Unit unit) {
        return !judged(unit).pinned() && !unit.inUse();
    }

    private void unnamed() {
        for (Unit unit : order) {
            if (unit.namings().isEmpty() && isFree(unit)) {
                take(unit, "nothing names it");
            }
        }
    }

    private void expired() {
        for (Unit unit : order) {
            if (used <= policy.reserved()) {
                return;
            }
            if (!gone.contains(unit) && judged(unit).expiry() < now && isFree(unit)) {
                take(unit, judged(unit).rule());
            }
        }
    }

    /** What others want as well is theirs: the cap is on what the rule alone is about. */
    private void cap(GcPolicy.Rule rule, long cap) {
        Set<Unit> all = Collections.newSetFromMap(new IdentityHashMap<>());
        long sum = 0;
        for (Unit unit : order) {
            if (!gone.contains(unit) && isAbout(rule, unit)) {
                all.add(unit);
                sum += unit.size();
            }
        }
        shrink(rule.title() + " max-used " + Amounts.bytes(cap), sum - cap, all::contains);
    }

    private boolean isAbout(GcPolicy.Rule rule, Unit unit) {
        return unit.namings().stream()
                .allMatch(naming -> rule.isAbout(inventory.namings().get(naming)));
    }

    /** Takes what goes first until there is no excess, or no more than what is reserved. */
    private void shrink(String rule, long excess, Predicate<Unit> wanted) {
        long left = excess;
        long held = 0;
        long firm = 0;
        for (Unit unit : order) {
            if (left <= 0) {
                return;
            }
            if (used <= policy.reserved()) {
                unmet.add(rule + " is not met: the cache is down to what is reserved, "
                        + Amounts.bytes(policy.reserved()));
                return;
            }
            if (gone.contains(unit) || !wanted.test(unit)) {
                continue;
            }
            if (!isFree(unit)) {
                held += unit.size();
            } else if (judged(unit).firm()) {
                firm += unit.size();
            } else {
                left -= take(unit, rule);
            }
        }
        if (left > 0) {
            unmet.add(rule + " is not met by " + Amounts.bytes(left) + ": " + Amounts.bytes(held)
                    + " are pinned or in use, " + Amounts.bytes(firm) + " are kept by a firm keep-for");
        }
    }

    /** What only stood on what is gone is of no more use. */
    private void stranded() {
        for (Unit unit : order) {
            if (!gone.contains(unit)
                    && !unit.namings().isEmpty()
                    && isFree(unit)
                    && namings.containsKey(unit.namings().getFirst())
                    && namings.keySet().containsAll(unit.namings())) {
                take(unit, String.valueOf(namings.get(unit.namings().getFirst())));
            }
        }
    }

    /** With whoever names it: a record without its layers says nothing. Gives what is freed. */
    private long take(Unit unit, String rule) {
        long before = used;
        gone.add(unit);
        deletions.add(new Deletion(unit, rule));
        used -= unit.size();
        for (int naming : unit.namings()) {
            if (namings.putIfAbsent(naming, rule) == null
                    && inventory.namings().get(naming).kind() == Kept.RECORD) {
                used -= Inventory.RECORD_BYTES;
            }
        }
        return before - used;
    }
}
