// SPDX-License-Identifier: Apache-2.0
package dev.slipway.gc;

import java.util.List;

/** What a policy says about each that names something, found out once. */
final class Judgements {
    private final List<Naming> namings;
    private final GcPolicy.Age[] ages;
    private final long[] millis;
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
        this.millis = new long[namings.size()];
        this.rules = new String[namings.size()];
        this.pinned = new boolean[namings.size()];
        String general = title("", policy.general());
        long generalMillis = policy.general().keepFor().toMillis();
        for (int i = 0; i < ages.length; i++) {
            Naming naming = namings.get(i);
            ages[i] = policy.general();
            millis[i] = generalMillis;
            rules[i] = general;
            for (GcPolicy.Rule rule : policy.rules().reversed()) {
                if (rule.age().isPresent() && rule.isAbout(naming)) {
                    ages[i] = rule.age().get();
                    millis[i] = ages[i].keepFor().toMillis();
                    rules[i] = title(rule.title() + " ", ages[i]);
                }
            }
            for (Pin pin : policy.pins()) {
                pinned[i] |= pin.isAbout(naming);
            }
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
            long end = namings.get(naming).lastUsed() + millis[naming];
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
