// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import dev.slipway.digest.Digest;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A build and the earlier one of the same subject that its steps are compared with. */
final class Earlier {
    private final Subject subject;
    private final Past past;
    private final Optional<PastBuild> build;
    private final Map<Digest, PastStep> same;

    private Earlier(Subject subject, Past past, Optional<PastBuild> build, Map<Digest, PastStep> same) {
        this.subject = subject;
        this.past = past;
        this.build = build;
        this.same = same;
    }

    static Earlier of(Subject subject, Past past, Known known) {
        Optional<PastBuild> build = past.build();
        if (build.isEmpty()) {
            return new Earlier(subject, past, build, Map.of());
        }
        List<StepMatch.Candidate> candidates = new ArrayList<>();
        for (Step step : steps(subject)) {
            candidates.add(
                    new StepMatch.Candidate(step.digest(), StepPlace.of(step, subject.prefix()), known.key(step)));
        }
        return new Earlier(
                subject, past, build, StepMatch.of(candidates, build.get().steps()));
    }

    /** All steps that people know of, inputs first. */
    static List<Step> steps(Subject subject) {
        List<Step> steps = new ArrayList<>();
        Set<Digest> seen = new HashSet<>();
        subject.roots().forEach(root -> collect(root, seen, steps));
        return steps;
    }

    private static void collect(Step step, Set<Digest> seen, List<Step> into) {
        if (!seen.add(step.digest())) {
            return;
        }
        step.inputs().forEach(input -> collect(input, seen, into));
        if (!isForm(step)) {
            into.add(step);
        }
    }

    /** Whether it is only a form of words, not a step that people know. */
    static boolean isForm(Step step) {
        return step.op() instanceof Op.Merge || step.op() instanceof Op.Local;
    }

    Subject subject() {
        return subject;
    }

    /** What else is known of it. */
    Past past() {
        return past;
    }

    boolean isKnown() {
        return build.isPresent();
    }

    Optional<Instant> at() {
        return build.map(PastBuild::at);
    }

    /** The same step in the earlier build. */
    Optional<PastStep> same(Step step) {
        return Optional.ofNullable(same.get(step.digest()));
    }

    /** The step of the earlier build that had the result of this name. */
    Optional<PastStep> withKey(String key) {
        return build.flatMap(known -> known.steps().stream()
                .filter(step -> step.key().map(Digest::toString).equals(Optional.of(key)))
                .findFirst());
    }
}
