// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with the files that were looked at.
 *
 * @param violations that count
 * @param waived that somebody lets pass
 * @param expired waivers that no longer count
 * @param unused waivers for what nothing breaks
 */
public record Verdict(List<Violation> violations, List<Waived> waived, List<Waiver> expired, List<Waiver> unused) {
    /** A violation and who lets it pass. */
    public record Waived(Violation violation, Waiver by) {}

    public Verdict {
        violations = List.copyOf(violations);
        waived = List.copyOf(waived);
        expired = List.copyOf(expired);
        unused = List.copyOf(unused);
    }

    /** Whether something is broken for sure. */
    public boolean isBroken() {
        return violations.stream().anyMatch(Violation::isCertain);
    }

    /** Sorts out what the waivers let pass on that day. */
    public static Verdict of(List<Violation> found, List<Waiver> waivers, LocalDate today) {
        List<Waiver> expired = new ArrayList<>();
        List<Waiver> valid = new ArrayList<>();
        for (Waiver waiver : waivers) {
            (today.isAfter(waiver.expires()) ? expired : valid).add(waiver);
        }
        List<Waiver> unused = new ArrayList<>(valid);
        List<Violation> left = new ArrayList<>();
        List<Waived> waived = new ArrayList<>();
        for (Violation violation : found) {
            List<Waiver> covering =
                    valid.stream().filter(waiver -> waiver.covers(violation)).toList();
            unused.removeAll(covering);
            if (covering.isEmpty()) {
                left.add(violation);
            } else {
                waived.add(new Waived(violation, covering.getFirst()));
            }
        }
        return new Verdict(left, waived, expired, unused);
    }
}
