// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import dev.slipway.digest.Digest;
import dev.slipway.graph.Step;
import dev.slipway.json.Json;
import dev.slipway.snapshot.Store;
import dev.slipway.text.HostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what became of the steps of a build, for the builds after it and for those who ask. Nothing is written when nothing
 * ran. Safe for several threads.
 */
public final class Journal implements AutoCloseable {
    private final Store store;
    private final Known known;
    private final Archive.Finder others;
    private final Supplier<Place> places;
    private @Nullable Place place;
    private @Nullable Explainer explainer;
    private @Nullable Map<Digest, List<String>> targets;
    private final Map<Digest, Ran> ran = new HashMap<>();
    private volatile @Nullable Thread saving;

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

    /**
     * @param others what other machines noted
     * @param places asked when the first step runs, at most once
     */
    public Journal(Store store, Known known, Archive.Finder others, Supplier<Place> places) {
        this.store = store;
        this.known = known;
        this.others = others;
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
            found = new Explainer(store, known, others, place().subjects());
            explainer = found;
        }
        return found;
    }

    /** Notes that the step was run to its end, or until it failed. */
    public synchronized void ran(Step step, Duration time, boolean failed) {
        ran.put(step.digest(), new Ran(time, failed));
    }

    /**
     * Begins to write down what became of all that had something to run, while the results are exported: a bake may have
     * hundreds of targets. {@link #close} waits for it.
     */
    public synchronized void save(boolean failed) {
        if (!ran.isEmpty() && isKept()) {
            saving = Thread.ofPlatform().name("slipway-journal").start(() -> writeIfPossible(failed));
        }
    }

    /** What other machines need to compare their builds with the last ones that end in these steps. */
    public Volume volume(Collection<Step> roots) {
        close();
        Set<Digest> wanted = new HashSet<>();
        roots.forEach(root -> wanted.add(root.digest()));
        Histories histories = new Histories(store);
        Set<CommonName> names = new HashSet<>();
        List<ArchiveWriter.Chapter> chapters = new ArrayList<>();
        for (Subject subject : place().subjects()) {
            boolean isWanted = subject.roots().stream().allMatch(root -> wanted.contains(root.digest()));
            if (isWanted) {
                names.add(subject.everywhere());
                histories
                        .own(subject.name())
                        .ifPresent(build -> chapters.add(new ArchiveWriter.Chapter(
                                subject.everywhere(), build, new Past(subject, store, others))));
            }
        }
        return ArchiveWriter.write(chapters, names);
    }

    /** Waits until all is written down. */
    @Override
    public void close() {
        Thread begun = saving;
        if (begun != null) {
            try {
                begun.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void writeIfPossible(boolean failed) {
        try {
            write(failed);
        } catch (HostException _) {
            // the build is done: what the disk does not take is not explained later
        }
    }

    private synchronized void write(boolean failed) {
        Histories histories = new Histories(store);
        List<BuildName> names = new ArrayList<>();
        for (Subject subject : place().subjects()) {
            List<Step> steps = Earlier.steps(subject);
            if (steps.stream().anyMatch(step -> ran.containsKey(step.digest()))) {
                Earlier earlier = explainer().earlier(subject);
                List<PastStep> past =
                        steps.stream().map(step -> past(step, earlier, failed)).toList();
                histories.put(subject, new PastBuild(subject.title(), place().began(), earlier.at(), failed, past));
                names.add(subject.name());
                past.forEach(earlier.past()::keep);
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
                StepPlace.name(step),
                StepPlace.of(step, earlier.subject().prefix()),
                step.label().at().map(PastStep.Lines::of).orElse(PastStep.Lines.NONE),
                hasResult ? key.or(() -> before) : before,
                fate == PastStep.Fate.FAILED ? key : Optional.empty(),
                fate,
                itself == null ? 0 : itself.time().toMillis(),
                why);
    }
}
