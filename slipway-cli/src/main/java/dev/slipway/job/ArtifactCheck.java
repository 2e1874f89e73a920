// SPDX-License-Identifier: Apache-2.0
package dev.slipway.job;

import dev.slipway.bake.Job;
import dev.slipway.text.Diagnostic;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Holds what a job has made to its policies. */
public interface ArtifactCheck {
    /**
     * What was found.
     *
     * @param lines for the log
     * @param failure why the job fails, if it does
     */
    record Findings(List<String> lines, Optional<Diagnostic> failure) {
        public Findings {
            lines = List.copyOf(lines);
        }
    }

    /** @param artifacts the folder that has them and nothing else */
    Findings check(Job job, Path artifacts);

    /** What all policies say now: results that were judged by others are no results. */
    String policies();
}
