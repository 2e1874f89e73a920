// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cli.view.Figures;
import dev.slipway.cli.view.Printable;
import dev.slipway.explain.PastBuild;
import dev.slipway.explain.PastStep;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code slipway explain} prints for people. */
final class ExplainText {
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_VALUE = 100;

    private final PastBuild build;
    private final DateTimeFormatter times;
    private final PrintStream out;

    /** @param zone in which times are told */
    ExplainText(PastBuild build, ZoneId zone, PrintStream out) {
        this.build = build;
        this.times =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
        this.out = out;
    }

    /** All steps, with what became of each and why. */
    void table() {
        out.println(printable(build.title()) + ": " + time(build.at())
                + build.against()
                        .map(earlier -> ", compared with the build of " + time(earlier))
                        .orElse(", the first build that is known"));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("STEP", "OUTCOME", "WHY"));
        for (PastStep step : build.steps()) {
            rows.add(List.of(clipped(step.name(), LONGEST_NAME), outcome(step), printable(step.whyText())));
        }
        TextTable.print(rows, out);
        out.println(summary());
        out.println();
    }

    private String time(Instant at) {
        return times.format(at);
    }

    private static String outcome(PastStep step) {
        return switch (step.fate()) {
            case CACHED -> "cached";
            case RAN -> "ran " + seconds(step.millis());
            case FAILED -> "failed " + seconds(step.millis());
            case NOT_REACHED -> "not reached";
        };
    }

    private static String seconds(long millis) {
        return Figures.seconds(Duration.ofMillis(millis), 1) + "s";
    }

    private String summary() {
        List<PastStep> ran = build.steps().stream()
                .filter(step -> step.fate() == PastStep.Fate.RAN || step.fate() == PastStep.Fate.FAILED)
                .toList();
        long millis = ran.stream().mapToLong(PastStep::millis).sum();
        return ran.size() + " of " + build.steps().size() + " steps ran, " + seconds(millis) + " in all"
                + (build.failed() ? "; the build failed" : "");
    }

    /** One step with all its reasons and what went into it. */
    void details(PastStep step, Map<String, String> inputs) {
        String lines = step.lines().first() == 0 ? "" : " (line " + step.lines().first() + ")";
        out.println(printable(step.name()) + lines);
        out.println("  " + outcome(step) + ", " + time(build.at()));
        for (String reason : step.reasons()) {
            out.println("  why    " + printable(reason));
        }
        step.key().ifPresent(key -> out.println("  key    " + key));
        inputs.forEach((name, value) ->
                out.println("  input  " + printable(name) + " = " + clipped(value.replace('\n', ' '), LONGEST_VALUE)));
        out.println();
    }

    private static String clipped(String text, int longest) {
        String shown = printable(text);
        return shown.length() <= longest ? shown : shown.substring(0, longest - 3) + "...";
    }

    private static String printable(String text) {
        return Printable.plainText(text);
    }
}
