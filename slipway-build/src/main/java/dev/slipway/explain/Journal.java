// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import dev.slipway.digest.Digest;
import dev.slipway.graph.Step;
import dev.slipway.json.Json;
import dev.slipway.snapshot.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what became of the steps of a build, for the builds after it and for those who ask. Nothing is written when nothing
 * ran. Safe for several threads.
 */
public final class Journal {
    private final Store store;
    private final Known known;
    private final Supplier<Place> places;
    private @Nullable Place place;
    private @Nullable Explainer explainer;
    private @Nullable Map<Digest, List<String>> targets;
    private final Map<Digest, Ran> ran = new HashMap<>();

    /**
     * What is built.
     *
     * @param folder where the command was started
     * @param began when
     */
    public record Place(String folder, Instant began, List<Subject> subjects) {
        /** For builds that nobody asks about. */
        public static final Place NOWHERE = new Place("", Instant.EPOCH, List.of());

        public Place {
            subjects = List.copyOf(subjects);
        }
    }

    private record Ran(Duration time, boolean failed) {}

    /** @param places asked when the first step runs, at most once */
    public Journal(Store store, Known known, Supplier<Place> places) {
        this.store = store;
        this.known = known;
        this.places = places;
    }

    private synchronized Place place() {
        Place found = place;
        if (found == null) {
            found = places.get();
            place = found;
        }
        return found;
    }

    /** Whether anybody will ask. */
    public boolean isKept() {
        return !place().subjects().isEmpty();
    }

    /** What the step is built for. */
    public synchronized List<String> targets(Step step) {
        Map<Digest, List<String>> known = targets;
        if (known == null) {
            known = new HashMap<>();
            for (Subject subject : place().subjects()) {
                for (Step root : subject.roots()) {
                    label(root, subject.targets(), known);
                }
            }
            targets = known;
        }
        return known.getOrDefault(step.digest(), List.of());
    }

    private static void label(Step step, List<String> targets, Map<Digest, List<String>> into) {
        List<String> known = into.computeIfAbsent(step.digest(), _ -> new ArrayList<>());
        if (!known.containsAll(targets)) {
            known.addAll(targets);
            step.inputs().forEach(input -> label(input, targets, into));
        }
    }

    public synchronized Explainer explainer() {
        Explainer found = explainer;
        if (found == null) {
            found = new Explainer(store, known, place().subjects());
            explainer = found;
        }
        return found;
    }

    /** Notes that the step was run to its end, or until it failed. */
    public synchronized void ran(Step step, Duration time, boolean failed) {
        ran.put(step.digest(), new Ran(time, failed));
    }

    /** Writes down what became of all that had something to run. */
    public synchronized void save(boolean failed) {
        if (ran.isEmpty()) {
            return;
        }
        Histories histories = new Histories(store);
        List<BuildName> names = new ArrayList<>();
        for (Subject subject : place().subjects()) {
            List<Step> steps = Earlier.steps(subject);
            if (steps.stream().anyMatch(step -> ran.containsKey(step.digest()))) {
                Earlier earlier = explainer().earlier(subject);
                List<PastStep> past =
                        steps.stream().map(step -> past(step, earlier, failed)).toList();
                histories.put(
                        subject.name(), new PastBuild(subject.title(), place().began(), earlier.at(), failed, past));
                names.add(subject.name());
                steps.forEach(step -> known.key(step).ifPresent(key -> store.label(key, targets(step))));
            }
        }
        if (!names.isEmpty()) {
            histories.putLast(place().folder(), names);
        }
    }

    private PastStep past(Step step, Earlier earlier, boolean failed) {
        Ran itself = ran.get(step.digest());
        PastStep.Fate fate;
        if (itself != null) {
            fate = itself.failed() ? PastStep.Fate.FAILED : PastStep.Fate.RAN;
        } else {
            fate = failed && !known.isCached(step) ? PastStep.Fate.NOT_REACHED : PastStep.Fate.CACHED;
        }
        boolean hasResult = fate == PastStep.Fate.RAN || fate == PastStep.Fate.CACHED;
        Optional<Digest> key = known.key(step);
        Optional<Digest> before = earlier.same(step).flatMap(PastStep::key);
        Json why = fate == PastStep.Fate.NOT_REACHED
                ? Explanation.NONE.json()
                : explainer().known(step).json();
        return new PastStep(
                step.name(),
                StepPlace.of(step, earlier.subject().prefix()),
                step.label().at().map(PastStep.Lines::of).orElse(PastStep.Lines.NONE),
                hasResult ? key.or(() -> before) : before,
                fate == PastStep.Fate.FAILED ? key : Optional.empty(),
                fate,
                itself == null ? 0 : itself.time().toMillis(),
                why);
    }
}
