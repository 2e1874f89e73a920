// SPDX-License-Identifier: Apache-2.0
package dev.slipway.solve;

import dev.slipway.digest.Digest;
import java.util.List;

/**
 * A node of the graph that a {@link Solver} runs. Vertices are immutable and built from their inputs up, so a graph of
 * them cannot have a cycle.
 *
 * @param <V> the type itself
 */
public interface Vertex<V extends Vertex<V>> {
    /** Names the vertex: two of one digest are the same work. Covers what it does and, through them, all inputs. */
    Digest digest();

    /** What must be there before this can run, in the order in which the work refers to them. */
    List<V> inputs();

    /** Whether results of earlier builds must not be used for it. */
    boolean ignoresCache();
}
