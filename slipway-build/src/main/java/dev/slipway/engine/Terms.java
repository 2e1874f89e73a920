// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.graph.Step;
import java.time.Instant;
import java.util.Optional;

/**
 * On what terms a step runs: what the user lends and asks for, apart from the step itself. Steps of one graph may belong to
 * builds with terms of their own.
 *
 * @param leaks what becomes of steps that leave secrets in their layers
 * @param epoch the time of what the build itself makes; the present when absent
 */
public record Terms(Secrets secrets, LeakPolicy leaks, Optional<Instant> epoch) {
    /** Finds the terms of steps. May be asked from several threads. */
    public interface Finder {
        Terms of(Step step);
    }

    /** The same, but that nobody looks for secrets in layers. */
    Terms withoutLeaks() {
        return new Terms(secrets, LeakPolicy.IGNORE, epoch);
    }
}
