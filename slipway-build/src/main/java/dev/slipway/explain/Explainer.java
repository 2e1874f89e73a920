// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import dev.slipway.digest.Digest;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.snapshot.Evictions;
import dev.slipway.snapshot.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says why steps of a build run. Nothing is read before the first question, so a build in which nothing runs pays nothing.
 * Safe for several threads.
 */
public final class Explainer {
    // of what hundreds of targets share
    private static final int MOST_ASKED = 3;

    private final Store store;
    // one for all steps: it reads the log once
    private final Evictions evictions;
    private final Known known;
    private final Archive.Finder others;
    private final List<Subject> subjects;
    private final Map<Digest, List<Subject>> users = new HashMap<>();
    private final Map<Digest, Earlier> earlier = new HashMap<>();
    private final Map<Digest, Explanation> explained = new HashMap<>();
    private boolean toldOfNew;

    /** @param others what other machines noted */
    public Explainer(Store store, Known known, Archive.Finder others, List<Subject> subjects) {
        this.store = store;
        this.evictions = store.evictions();
        this.known = known;
        this.others = others;
        this.subjects = List.copyOf(subjects);
    }

    /** Why the step runs; what is known of it and of what it stands on should be known by now. */
    public synchronized Explanation of(Step step) {
        return of(step, false);
    }

    /** The same of a step of which it is certain that it runs, as is of all that stands on it. */
    public synchronized Explanation ofRunning(Step step) {
        return of(step, true);
    }

    private Explanation of(Step step, boolean runs) {
        Explanation before = explained.get(step.digest());
        if (before == null) {
            before = explain(step, runs);
            explained.put(step.digest(), before);
        }
        return before;
    }

    /** What was found out about the step so far. */
    synchronized Explanation known(Step step) {
        return explained.getOrDefault(step.digest(), Explanation.NONE);
    }

    /** Whether the progress should have a line on it: of what was never built before, the first command alone. */
    public synchronized boolean isWorthTelling(Step step) {
        if (!of(step).isNew() || earlier(step).isKnown()) {
            return true;
        }
        boolean isFirst = !toldOfNew && !(step.op() instanceof Op.Image);
        toldOfNew |= isFirst;
        return isFirst;
    }

    /** The build that the steps of a subject are compared with. */
    synchronized Earlier earlier(Subject subject) {
        Earlier found = earlier.get(subject.name().digest());
        if (found == null) {
            found = Earlier.of(subject, new Past(subject, store, others), known);
            earlier.put(subject.name().digest(), found);
        }
        return found;
    }

    // of what several subjects share, that of the first that was built before
    private Earlier earlier(Step step) {
        if (users.isEmpty()) {
            subjects.forEach(subject -> Earlier.steps(subject)
                    .forEach(one -> users.computeIfAbsent(one.digest(), _ -> new ArrayList<>())
                            .add(subject)));
        }
        List<Subject> mine = users.getOrDefault(step.digest(), subjects);
        for (Subject subject : mine.subList(0, Math.min(MOST_ASKED, mine.size()))) {
            if (earlier(subject).same(step).isPresent()) {
                return earlier(subject);
            }
        }
        return earlier(mine.getFirst());
    }

    private Explanation explain(Step step, boolean runs) {
        if (step.label().anew().isPresent()) {
            return Explanation.of(new Reason.Asked(step.label().anew().get()));
        }
        Optional<Digest> key = known.key(step);
        Optional<Reason> evicted = key.filter(_ -> runs).flatMap(evictions::of).map(Reason.Evicted::new);
        Optional<PastStep> past = earlier(step).same(step);
        if (evicted.isPresent()) {
            return Explanation.of(evicted.get());
        }
        if (past.isEmpty() || past.get().key().or(past.get()::tried).isEmpty()) {
            return Explanation.of(Reason.Plain.NEVER_BUILT);
        }
        if (key.isPresent() && past.get().tried().equals(key)) {
            return Explanation.of(Reason.Plain.FAILED);
        }
        if (key.isPresent() && past.get().key().equals(key)) {
            return runs ? Explanation.of(lost(step)) : Explanation.NONE;
        }
        return compare(step, past.get());
    }

    private Reason lost(Step step) {
        return earlier(step).past().isElsewhere() ? Reason.Plain.NOT_IN_CACHE : Reason.Plain.GONE;
    }

    private Explanation compare(Step step, PastStep past) {
        Map<String, String> before = earlier(step).past().inputs(past);
        Map<Digest, Step> causes = new LinkedHashMap<>();
        if (before.isEmpty()) {
            step.inputs().forEach(input -> addCauses(input, causes));
            Optional<Reason> evicted = past.key().flatMap(evictions::of).map(Reason.Evicted::new);
            List<Reason> own = causes.isEmpty() ? List.of(evicted.orElse(Reason.Plain.UNKNOWN)) : List.of();
            return new Explanation(own, List.of(), List.copyOf(causes.values()), unseen(causes));
        }
        Comparison comparison = new Comparison(earlier(step), NamedInputs.of(step, known), before);
        for (Step below : comparison.below(step)) {
            addCauses(below, causes);
        }
        List<Reason> own = new ArrayList<>(comparison.own(step));
        List<Reason> files = comparison.filesOfSteps(step);
        if (causes.isEmpty()) {
            own.addAll(files);
        }
        if (own.isEmpty() && causes.isEmpty()) {
            own.add(comparison.parent().map(change -> order(step, change)).orElse(Reason.Plain.UNKNOWN));
        }
        return new Explanation(own, causes.isEmpty() ? List.of() : files, List.copyOf(causes.values()), unseen(causes));
    }

    private String unseen(Map<Digest, Step> causes) {
        Optional<Step> first = causes.values().stream().findFirst();
        return first.filter(known::isCached).map(step -> of(step).text()).orElse("");
    }

    // the steps that are the first causes of this one's being different
    private void addCauses(Step step, Map<Digest, Step> into) {
        if (Earlier.isForm(step)) {
            step.inputs().forEach(input -> addCauses(input, into));
            return;
        }
        Explanation explanation = of(step);
        if (explanation.own().isEmpty()) {
            explanation.causes().forEach(cause -> into.put(cause.digest(), cause));
        } else {
            into.put(step.digest(), step);
        }
    }

    private Reason order(Step step, Reason.Changed parent) {
        Optional<PastStep> was = parent.from().flatMap(key -> earlier(step).withKey(key));
        Step now = step.inputs().getFirst();
        return was.isPresent() && !Earlier.isForm(now)
                ? new Reason.Follows(StepPlace.name(now), was.get().name())
                : Reason.Plain.UNKNOWN;
    }
}
