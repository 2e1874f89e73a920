// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import dev.slipway.graph.Step;
import dev.slipway.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a step runs, or has another result than in the build that it is compared with.
 *
 * @param own what is different in the step itself
 * @param through what is different in it because of other steps, such as files that it copies from a stage
 * @param causes the steps below it that are different in themselves, the first causes of its own difference
 * @param unseen how the first of them is different, if that is told nowhere else since its result was there; else empty
 */
public record Explanation(List<Reason> own, List<Reason> through, List<Step> causes, String unseen) {
    /** Nothing is different. */
    public static final Explanation NONE = new Explanation(List.of(), List.of(), List.of(), "");

    private static final int MOST_SHOWN = 3;

    public Explanation {
        own = List.copyOf(own);
        through = List.copyOf(through);
        causes = List.copyOf(causes);
    }

    static Explanation of(Reason reason) {
        return new Explanation(List.of(reason), List.of(), List.of(), "");
    }

    public boolean isEmpty() {
        return own.isEmpty() && through.isEmpty() && causes.isEmpty();
    }

    /** Whether all there is to say is that it was never built. */
    boolean isNew() {
        // no equals of records: its first use spins classes, while a build waits
        return own.size() == 1 && own.getFirst() == Reason.Plain.NEVER_BUILT;
    }

    /** All reasons; the first cause below stands last. */
    List<Reason> reasons() {
        List<Reason> all = new ArrayList<>(own);
        all.addAll(through);
        if (!causes.isEmpty()) {
            all.add(new Reason.After(StepPlace.name(causes.getFirst()), unseen, causes.size() - 1));
        }
        return all;
    }

    /** One line for people. */
    public String text() {
        return text(reasons().stream().map(Reason::text).toList());
    }

    static String text(List<String> reasons) {
        if (reasons.size() <= MOST_SHOWN + 1) {
            return String.join(", ", reasons);
        }
        List<String> shown = new ArrayList<>(reasons.subList(0, MOST_SHOWN));
        String last = reasons.getLast();
        boolean isAfter = last.startsWith("after ");
        shown.add((reasons.size() - MOST_SHOWN - (isAfter ? 1 : 0)) + " more");
        if (isAfter) {
            shown.add(last);
        }
        return String.join(", ", shown);
    }

    Json json() {
        return Json.ofItems(reasons().stream().map(Reason::json).toList());
    }
}
