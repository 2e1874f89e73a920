// SPDX-License-Identifier: Apache-2.0
package dev.slipway.solve;

import dev.slipway.digest.Digest;
import dev.slipway.task.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Brings vertices to results. Each vertex is solved at most once; independent ones run at the same time, each on a
 * virtual thread; the first failure ends the rest.
 *
 * <p>For each vertex it looks first for a result under a key that needs nothing run ({@link Work#quickKey}); when there
 * is one, the inputs are never asked for. Otherwise the inputs are solved, the exact key is computed from what they are,
 * and only when that too is unknown is the vertex run.
 *
 * @param <V> the vertices
 * @param <R> their results
 */
public final class Solver<V extends Vertex<V>, R> {
    private final Work<V, R> work;
    private final ConcurrentMap<Digest, Pending<R>> results = new ConcurrentHashMap<>();
    private final ConcurrentMap<Digest, Lookup<R>> lookups = new ConcurrentHashMap<>();
    private final Set<Digest> reported = ConcurrentHashMap.newKeySet();

    public Solver(Work<V, R> work) {
        this.work = work;
    }

    /** The results of the vertices, in order. */
    public List<R> solveAll(List<V> vertices) throws InterruptedException {
        if (vertices.size() > 1 && knowsAll(vertices)) {
            List<R> known = new ArrayList<>();
            for (V vertex : vertices) {
                known.add(solve(vertex));
            }
            return known;
        }
        List<Callable<R>> solving = new ArrayList<>();
        vertices.forEach(vertex -> solving.add(() -> solve(vertex)));
        return Scope.all(solving);
    }

    /** Whether all results are there without anything being run. */
    // on one thread, so that what they share is looked up once; and threads are only there for what is to be run
    public boolean knowsAll(List<V> vertices) throws InterruptedException {
        boolean known = true;
        for (V vertex : vertices) {
            known &= lookup(vertex).hit().isPresent();
        }
        return known;
    }

    /** The result of the vertex. Whatever {@link Work#run} throws comes out unchanged. */
    public R solve(V vertex) throws InterruptedException {
        Pending<R> mine = new Pending<>();
        Pending<R> first = results.putIfAbsent(vertex.digest(), mine);
        if (first != null) {
            return first.await();
        }
        try {
            R result = compute(vertex);
            mine.complete(result);
            return result;
        } catch (RuntimeException | Error | InterruptedException e) {
            mine.fail(e);
            throw e;
        }
    }

    /** Whether the vertex has a result by now. */
    public boolean isSolved(V vertex) {
        Pending<R> pending = results.get(vertex.digest());
        return pending != null && pending.isComplete();
    }

    private R compute(V vertex) throws InterruptedException {
        Optional<R> quick = lookup(vertex).hit();
        if (quick.isPresent()) {
            report(vertex);
            return quick.get();
        }
        List<R> inputs = solveAll(vertex.inputs());
        Digest key = work.key(vertex, inputs);
        Optional<R> exact = vertex.ignoresCache() ? Optional.empty() : work.find(vertex, key);
        if (exact.isPresent()) {
            report(vertex);
            return exact.get();
        }
        reported.add(vertex.digest());
        return work.run(vertex, key, inputs);
    }

    private Lookup<R> lookup(V vertex) throws InterruptedException {
        Lookup<R> known = lookups.get(vertex.digest());
        if (known == null) {
            known = lookUp(vertex);
            lookups.put(vertex.digest(), known);
        }
        return known;
    }

    // depth first on one thread: each look-up is a few small reads
    private Lookup<R> lookUp(V vertex) throws InterruptedException {
        List<Optional<Digest>> inputs = new ArrayList<>();
        for (V input : vertex.inputs()) {
            inputs.add(lookup(input).identity());
        }
        return Lookup.of(work, vertex, inputs);
    }

    // inputs first, so that a reader sees them in the order of the build
    private void report(V vertex) {
        if (!reported.add(vertex.digest())) {
            return;
        }
        for (V input : vertex.inputs()) {
            if (!results.containsKey(input.digest())) {
                report(input);
            }
        }
        work.cached(vertex);
    }
}
