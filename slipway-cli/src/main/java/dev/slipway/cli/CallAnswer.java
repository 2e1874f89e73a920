// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.lint.Finding;
import dev.slipway.json.Json;
import dev.slipway.plan.Outline;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.DiagnosticRenderer;
import dev.slipway.text.Severity;
import dev.slipway.text.SlipwayException;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.UrlCredentials;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Tells what {@code --call} answers: as JSON with buildx's names, or printed for people. */
final class CallAnswer {
    private final PrintStream out;
    private final boolean json;
    private final SourceFile file;
    private Optional<Json> given = Optional.empty();

    CallAnswer(PrintStream out, boolean json, SourceFile file) {
        this.out = out;
        this.json = json;
        this.file = file;
    }

    void check(BuildChecks.Report report) {
        if (!json) {
            checkText(report);
            return;
        }
        Json.Builder all = Json.object();
        if (!report.findings().isEmpty()) {
            all.put(
                    "warnings",
                    Json.ofItems(
                            report.findings().stream().map(CallAnswer::warning).toList()));
        }
        report.failure()
                .ifPresent(failure -> all.put(
                        "buildError",
                        Json.object()
                                .put("message", failure.message())
                                .put(
                                        "location",
                                        failure.at()
                                                .map(CallAnswer::location)
                                                .orElse(Json.object().build()))
                                .build()));
        all.put("sources", Json.ofItems(List.of(source())));
        print(all.build());
    }

    private static Json warning(Finding finding) {
        return Json.object()
                .put("ruleName", finding.rule().ruleName())
                .put("description", finding.rule().description())
                .put("url", finding.rule().url())
                .put("detail", finding.detail())
                .put("location", location(finding.lines()))
                .build();
    }

    // a range for each line, as docker has it
    private static Json location(SourceSpan at) {
        List<Json> ranges = new ArrayList<>();
        for (int line = at.line(); line <= at.lastLine(); line++) {
            Json place = Json.object().put("line", line).build();
            ranges.add(Json.object().put("start", place).put("end", place).build());
        }
        return Json.object().put("ranges", Json.ofItems(ranges)).build();
    }

    private Json source() {
        return Json.object()
                .put("filename", file.name())
                .put("language", "Dockerfile")
                .put("data", Base64.getEncoder().encodeToString(UrlCredentials.covered(file.bytes())))
                .build();
    }

    private Json bareSources() {
        return Json.ofTexts(List.of(Base64.getEncoder().encodeToString(UrlCredentials.covered(file.bytes()))));
    }

    private void checkText(BuildChecks.Report report) {
        for (Finding finding : report.findings()) {
            out.print(DiagnosticRenderer.render(finding.toDiagnostic()));
            out.println("  " + finding.rule().url());
        }
        report.failure()
                .ifPresent(failure -> out.print(DiagnosticRenderer.render(new Diagnostic(
                        Severity.ERROR,
                        Optional.empty(),
                        failure.message(),
                        Optional.empty(),
                        failure.at(),
                        List.of()))));
        int count = report.findings().size();
        if (count > 0) {
            out.println("Check complete, " + count + (count == 1 ? " warning has" : " warnings have") + " been found!");
        } else if (report.failure().isEmpty()) {
            out.println("Check complete, no warnings found.");
        }
    }

    void targets(Dockerfile dockerfile) {
        List<Stage> stages = dockerfile.stages();
        if (!json) {
            List<List<String>> rows = new ArrayList<>(List.of(List.of("TARGET", "DESCRIPTION")));
            for (Stage stage : stages) {
                boolean last = stage.equals(stages.getLast());
                rows.add(List.of(
                        stage.name().orElse("") + (last ? " (default)" : ""),
                        stage.from().description().orElse("")));
            }
            TextTable.print(rows, out);
            return;
        }
        List<Json> targets = new ArrayList<>();
        for (Stage stage : stages) {
            Json.Builder target = Json.object().put("name", stage.name());
            if (stage.equals(stages.getLast())) {
                target.put("default", true);
            }
            target.put("description", stage.from().description())
                    .put("base", stage.from().base().raw())
                    .put("platform", stage.from().platform().map(word -> word.raw()))
                    .put("location", location(stage.from().span()));
            targets.add(target.build());
        }
        print(Json.object()
                .put("targets", Json.ofItems(targets))
                .put("sources", bareSources())
                .build());
    }

    void outline(Outline outline) {
        if (!json) {
            outlineText(outline);
            return;
        }
        Json.Builder all = Json.object().put("name", outline.name()).put("description", outline.description());
        if (!outline.args().isEmpty()) {
            all.put(
                    "args",
                    Json.ofItems(outline.args().stream().map(CallAnswer::arg).toList()));
        }
        if (!outline.secrets().isEmpty()) {
            all.put(
                    "secrets",
                    Json.ofItems(
                            outline.secrets().stream().map(CallAnswer::need).toList()));
        }
        if (!outline.ssh().isEmpty()) {
            all.put(
                    "ssh",
                    Json.ofItems(outline.ssh().stream().map(CallAnswer::need).toList()));
        }
        print(all.put("sources", bareSources()).build());
    }

    private static Json arg(Outline.Arg arg) {
        return Json.object()
                .put("name", arg.name())
                .put("description", arg.description())
                .put("value", Optional.of(arg.value()).filter(text -> !text.isEmpty()))
                .put("location", location(arg.at()))
                .build();
    }

    private static Json need(Outline.Need need) {
        Json.Builder one = Json.object().put("name", need.id());
        if (need.required()) {
            one.put("required", true);
        }
        return one.put("location", location(need.at())).build();
    }

    private void outlineText(Outline outline) {
        outline.name().ifPresent(name -> {
            List<List<String>> rows = new ArrayList<>(List.of(List.of("TARGET:", name)));
            outline.description().ifPresent(text -> rows.add(List.of("DESCRIPTION:", text)));
            TextTable.print(rows, out);
            out.println();
        });
        if (!outline.args().isEmpty()) {
            List<List<String>> rows = new ArrayList<>(List.of(List.of("BUILD ARG", "VALUE", "DESCRIPTION")));
            outline.args()
                    .forEach(arg -> rows.add(
                            List.of(arg.name(), arg.value(), arg.description().orElse(""))));
            TextTable.print(rows, out);
            out.println();
        }
        needs("SECRET", outline.secrets());
        needs("SSH", outline.ssh());
    }

    private void needs(String title, List<Outline.Need> needs) {
        if (!needs.isEmpty()) {
            List<List<String>> rows = new ArrayList<>(List.of(List.of(title, "REQUIRED")));
            needs.forEach(need -> rows.add(List.of(need.id(), need.required() ? "true" : "false")));
            TextTable.print(rows, out);
            out.println();
        }
    }

    private void print(Json answer) {
        given = Optional.of(answer);
    }

    /** What was answered as JSON, if that was asked for. */
    Optional<Json> json() {
        return given;
    }

    /** There is no answer. */
    void failed(SlipwayException failure) {
        String message = String.valueOf(failure.getMessage());
        if (json) {
            print(Json.object().put("error", message).build());
        } else if (failure instanceof SourceException source) {
            out.print(DiagnosticRenderer.render(source.diagnostics()));
        } else {
            out.println("error: " + message);
        }
    }
}
