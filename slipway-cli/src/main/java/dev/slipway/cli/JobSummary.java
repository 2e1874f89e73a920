// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cli.view.Printable;
import dev.slipway.job.JobOutcome;
import dev.slipway.text.DiagnosticRenderer;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tells at the end what became of jobs: first why some failed, then one line of each. */
final class JobSummary {
    private final List<JobOutcome> outcomes;

    JobSummary(List<JobOutcome> outcomes) {
        this.outcomes = outcomes;
    }

    void print(PrintStream err) {
        for (JobOutcome outcome : outcomes) {
            outcome.failure().ifPresent(failure -> {
                err.println();
                outcome.lastLines().forEach(line -> err.println("  | " + Printable.plainText(line)));
                err.print(DiagnosticRenderer.render(failure));
                err.println("  all of its output: " + outcome.log());
            });
        }
        err.println();
        List<List<String>> rows = new ArrayList<>();
        for (JobOutcome outcome : outcomes) {
            rows.add(List.of(
                    outcome.job().name().text(),
                    outcome.status().word(),
                    outcome.took().isZero() ? "" : seconds(outcome.took())));
        }
        TextTable.print(rows, err);
    }

    private static String seconds(Duration took) {
        long tenths = took.toMillis() / 100;
        return tenths / 10 + "." + tenths % 10 + "s";
    }
}
