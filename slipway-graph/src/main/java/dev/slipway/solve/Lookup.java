// SPDX-License-Identifier: Apache-2.0
package dev.slipway.solve;

import dev.slipway.digest.Digest;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a vertex without running it.
 *
 * @param hit its result, where it is there
 * @param identity what stands for it in the keys of those that build on it, as far as that can be known
 */
record Lookup<R>(Optional<R> hit, Optional<Digest> identity) {
    /** @param inputs the identities of the inputs as far as they are known, in order */
    static <V extends Vertex<V>, R> Lookup<R> of(Work<V, R> work, V vertex, List<Optional<Digest>> inputs)
            throws InterruptedException {
        if (vertex.ignoresCache()) {
            return new Lookup<>(Optional.empty(), Optional.empty());
        }
        return at(work, vertex, work.quickKey(vertex, inputs));
    }

    /** @param key the cache key, if it is known */
    static <V extends Vertex<V>, R> Lookup<R> at(Work<V, R> work, V vertex, Optional<Digest> key)
            throws InterruptedException {
        Optional<R> hit = key.isEmpty() ? Optional.empty() : work.find(vertex, key.get());
        // a result that is gone would get the same identity again, and what was built on it may still be there
        return new Lookup<>(hit, hit.map(work::identity).or(() -> key));
    }
}
