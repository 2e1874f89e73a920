// SPDX-License-Identifier: Apache-2.0
package dev.slipway.gc;

import java.util.List;
import java.util.Optional;

/** What a policy says about each that names something, found out once. */
final class Judgements {
    private final List<Naming> namings;
    private final GcPolicy.Age[] ages;
    private final String[] rules;
    private final boolean[] pinned;

    /**
     * What the policy says about a unit.
     *
     * @param expiry when its time is over, in milliseconds since 1970
     * @param rule the rule by which it is
     * @param firm whether a cap does not reach it
     */
    record OfUnit(long expiry, String rule, boolean firm, boolean pinned) {}

    Judgements(List<Naming> namings, GcPolicy policy) {
        this.namings = namings;
        this.ages = new GcPolicy.Age[namings.size()];
        this.rules = new String[namings.size()];
        this.pinned = new boolean[namings.size()];
        String general = title("", policy.general());
        for (int i = 0; i < ages.length; i++) {
            Naming naming = namings.get(i);
            pinned[i] = policy.pins().stream().anyMatch(pin -> pin.isAbout(naming));
            Optional<GcPolicy.Rule> rule = policy.rules().stream()
                    .filter(one -> one.age().isPresent() && one.isAbout(naming))
                    .findFirst();
            ages[i] = rule.flatMap(GcPolicy.Rule::age).orElse(policy.general());
            rules[i] = rule.isPresent() ? title(rule.get().title() + " ", ages[i]) : general;
        }
    }

    private static String title(String whose, GcPolicy.Age age) {
        return whose + "keep-for " + Amounts.time(age.keepFor());
    }

    /** A unit lives as long as the one that wants it longest. */
    OfUnit of(Unit unit, long now) {
        long expiry = Long.MIN_VALUE;
        String rule = "";
        boolean firm = false;
        boolean isPinned = false;
        for (int naming : unit.namings()) {
            long end = namings.get(naming).lastUsed() + ages[naming].keepFor().toMillis();
            if (end > expiry) {
                expiry = end;
                rule = rules[naming];
            }
            firm |= ages[naming].firm() && end >= now;
            isPinned |= pinned[naming];
        }
        return new OfUnit(expiry, rule, firm, isPinned);
    }
}
