// SPDX-License-Identifier: Apache-2.0
package dev.slipway.solve;

import dev.slipway.digest.Digest;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link Solver} needs to know about the vertices that it runs. Called from many threads at once.
 *
 * @param <V> the vertices
 * @param <R> their results
 */
public interface Work<V extends Vertex<V>, R> {
    /**
     * The cache key, computed without running anything, if that can be done.
     *
     * @param inputs the identities of the inputs as far as they are known without running them, in order
     */
    Optional<Digest> quickKey(V vertex, List<Optional<Digest>> inputs) throws InterruptedException;

    /** The cache key, now that the inputs are there; equal to the quick one where there is one. */
    Digest key(V vertex, List<R> inputs) throws InterruptedException;

    /** The result that an earlier build saved under the key. */
    Optional<R> find(V vertex, Digest key) throws InterruptedException;

    /** What stands for the result in the keys of those that build on it. */
    Digest identity(R result);

    /** Runs the vertex and saves the result under the key. Two processes that get here with one key run it once. */
    R run(V vertex, Digest key, List<R> inputs) throws InterruptedException;

    /** Told once for each vertex that is not run since its result was there. */
    default void cached(V vertex) {}
}
