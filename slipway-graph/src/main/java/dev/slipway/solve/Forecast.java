// SPDX-License-Identifier: Apache-2.0
package dev.slipway.solve;

import dev.slipway.digest.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says what a {@link Solver} would do, without running anything. Vertices that the solver would never ask for, since what
 * is built on them is there, are left out. For one thread.
 *
 * @param <V> the vertices
 * @param <R> their results
 */
public final class Forecast<V extends Vertex<V>, R> {
    private final Work<V, R> work;
    private final Map<Digest, Lookup<R>> known = new LinkedHashMap<>();
    private final Map<Digest, Outlook<V>> outlooks = new LinkedHashMap<>();

    /** What becomes of a vertex. */
    public sealed interface Outlook<V> {
        /** Its result is there. */
        record Cached<V>() implements Outlook<V> {}

        /**
         * It will be run.
         *
         * @param because why
         * @param after the input whose running is the reason, if one is
         */
        record Runs<V>(Reason because, Optional<V> after) implements Outlook<V> {}

        /** Whether it is run depends on what an input turns out to be, which will be run, or may be. */
        record Depends<V>(V on) implements Outlook<V> {}
    }

    /** Why a vertex will be run. */
    public enum Reason {
        /** It was not run with these inputs before, or its result is gone. */
        NO_RESULT,
        /** It is to be run whatever is there. */
        IGNORES_CACHE,
        /** An input will be run that was never run so before. */
        INPUT_RUNS
    }

    public Forecast(Work<V, R> work) {
        this.work = work;
    }

    /** The outlook of a vertex; those of all that the solver would look at for it are found with it. */
    public Outlook<V> of(V vertex) throws InterruptedException {
        Outlook<V> before = outlooks.get(vertex.digest());
        if (before != null) {
            return before;
        }
        Outlook<V> outlook = find(vertex);
        outlooks.put(vertex.digest(), outlook);
        return outlook;
    }

    /** All outlooks up to now by the vertices' digests, inputs first. */
    Map<Digest, Outlook<V>> all() {
        return new LinkedHashMap<>(outlooks);
    }

    private Outlook<V> find(V vertex) throws InterruptedException {
        if (lookUp(vertex).hit().isPresent()) {
            return new Outlook.Cached<>();
        }
        Optional<V> open = Optional.empty();
        for (V input : vertex.inputs()) {
            if (!(of(input) instanceof Outlook.Cached) && open.isEmpty()) {
                open = Optional.of(input);
            }
        }
        if (vertex.ignoresCache()) {
            return new Outlook.Runs<>(Reason.IGNORES_CACHE, Optional.empty());
        }
        if (open.isEmpty()) {
            return byExactKey(vertex);
        }
        // more may be known of the inputs by now
        known.remove(vertex.digest());
        Lookup<R> found = lookUp(vertex);
        if (found.hit().isPresent()) {
            return new Outlook.Cached<>();
        }
        return found.identity().isEmpty()
                ? new Outlook.Depends<>(open.get())
                : new Outlook.Runs<>(Reason.INPUT_RUNS, open);
    }

    // the inputs are there, so what they are can be looked at
    private Outlook<V> byExactKey(V vertex) throws InterruptedException {
        List<R> inputs = new ArrayList<>();
        for (V input : vertex.inputs()) {
            inputs.add(lookUp(input).hit().orElseThrow());
        }
        Lookup<R> exact = Lookup.at(work, vertex, Optional.of(work.key(vertex, inputs)));
        known.put(vertex.digest(), exact);
        return exact.hit().isPresent()
                ? new Outlook.Cached<>()
                : new Outlook.Runs<>(Reason.NO_RESULT, Optional.empty());
    }

    private Lookup<R> lookUp(V vertex) throws InterruptedException {
        Lookup<R> before = known.get(vertex.digest());
        if (before != null) {
            return before;
        }
        List<Optional<Digest>> inputs = new ArrayList<>();
        for (V input : vertex.inputs()) {
            inputs.add(lookUp(input).identity());
        }
        Lookup<R> found = Lookup.of(work, vertex, inputs);
        known.put(vertex.digest(), found);
        return found;
    }
}
