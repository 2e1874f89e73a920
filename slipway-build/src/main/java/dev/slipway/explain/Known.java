// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import dev.slipway.digest.Digest;
import dev.slipway.graph.Step;
import java.util.List;
import java.util.Optional;

/** What a build has found out about its steps so far. May be asked from several threads. */
public interface Known {
    /** The cache key of the step. */
    Optional<Digest> key(Step step);

    /** What stands for the step in the keys of those that build on it. */
    Optional<Digest> identity(Step step);

    /** The digests of what the step copies, one for each copy, in order; none when they are not known. */
    List<Digest> contents(Step step);

    /** Whether the result was there already. */
    boolean isCached(Step step);
}
