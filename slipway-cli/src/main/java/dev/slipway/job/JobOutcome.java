// SPDX-License-Identifier: Apache-2.0
package dev.slipway.job;

import dev.slipway.bake.Job;
import dev.slipway.text.Diagnostic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a job came to.
 *
 * @param took how long it ran, with all tries
 * @param result what is kept of it, if it succeeded
 * @param failure why it failed or was not run
 * @param lastLines what it printed last, if it failed
 * @param log all that it printed
 */
public record JobOutcome(
        Job job,
        Status status,
        Duration took,
        Optional<JobResult> result,
        Optional<Diagnostic> failure,
        List<String> lastLines,
        Path log) {
    /** How it ended. */
    public enum Status {
        /** It ran and succeeded. */
        RAN("ran"),
        /** It has run on the same inputs before: what it made is there. */
        UNCHANGED("unchanged"),
        FAILED("failed"),
        /** What it needs failed, or it was told to stop. */
        SKIPPED("skipped");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        /** As it is shown. */
        public String word() {
            return word;
        }
    }

    public JobOutcome {
        lastLines = List.copyOf(lastLines);
    }

    /** Whether those that need it may run. */
    public boolean isGood() {
        return status == Status.RAN || status == Status.UNCHANGED;
    }
}
