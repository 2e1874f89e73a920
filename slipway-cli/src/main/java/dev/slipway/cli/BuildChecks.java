// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Located;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.ignore.IgnorePatterns;
import dev.slipway.dockerfile.lint.CheckOptions;
import dev.slipway.dockerfile.lint.Finding;
import dev.slipway.dockerfile.lint.LintInput;
import dev.slipway.dockerfile.lint.Linter;
import dev.slipway.dockerfile.lint.Rule;
import dev.slipway.engine.LeakPolicy;
import dev.slipway.oci.OciSyntaxException;
import dev.slipway.oci.Platform;
import dev.slipway.plan.Base;
import dev.slipway.plan.DockerfilePlanner;
import dev.slipway.plan.PlanRequest;
import dev.slipway.plan.Sources;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.Parsed;
import dev.slipway.text.SlipwayException;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Applies the build checks to a Dockerfile, with what a build knows of its bases and arguments. */
final class BuildChecks {
    /** What is found while the file is read, before anything is known of the build. */
    private static final Set<Rule> OF_READING = EnumSet.of(
            Rule.STAGE_NAME_CASING,
            Rule.FROM_AS_CASING,
            Rule.MAINTAINER_DEPRECATED,
            Rule.NO_EMPTY_CONTINUATION,
            Rule.INVALID_DEFINITION_DESCRIPTION);

    private static final Set<Rule> OF_FILE = EnumSet.of(
            Rule.CONSISTENT_INSTRUCTION_CASING,
            Rule.DUPLICATE_STAGE_NAME,
            Rule.RESERVED_STAGE_NAME,
            Rule.INVALID_DEFAULT_ARG_IN_FROM);

    private final Parsed<Dockerfile> parsed;
    private final IgnorePatterns ignored;
    private final Optional<String> asked;
    private final Set<String> architectures = new LinkedHashSet<>();

    /**
     * @param platforms what the build is for
     * @param asked options that count in place of those of the file
     */
    BuildChecks(Parsed<Dockerfile> parsed, IgnorePatterns ignored, List<Platform> platforms, Optional<String> asked) {
        this.parsed = parsed;
        this.ignored = ignored;
        this.asked = asked;
        platforms.forEach(platform -> architectures.add(platform.architecture()));
    }

    /**
     * Something that makes a build impossible.
     *
     * @param at the instruction, where it is one's fault
     */
    record Failure(String message, Optional<SourceSpan> at) {}

    /** What was found; the failure comes with what was found before it. */
    record Report(List<Finding> findings, Optional<Failure> failure) {}

    CheckOptions options() {
        return asked.map(text -> CheckOptions.parse(
                        new Located(text, parsed.value().source().span(0, 0))))
                .orElseGet(() -> Linter.options(parsed.value()))
                .orThrow();
    }

    /** What the rule on secrets in layers says of those that are found when a step has run. */
    LeakPolicy leakPolicy() {
        CheckOptions options = options();
        if (!options.applies(Rule.SECRET_IN_LAYER)) {
            return LeakPolicy.IGNORE;
        }
        return options.fails() ? LeakPolicy.FAIL : LeakPolicy.WARN;
    }

    /** What the rules find in the stages of these numbers and in the file as a whole. */
    List<Finding> findings(PlanRequest request, Sources sources, Set<Integer> stages) {
        Predicate<Instruction.From> needed =
                from -> stageOf(from.base().span()).map(stages::contains).orElse(true);
        return lint(request, sources, needed).stream()
                .filter(finding -> isOfFile(finding)
                        || stageOf(finding.lines()).map(stages::contains).orElse(true))
                .toList();
    }

    private static boolean isOfFile(Finding finding) {
        return OF_READING.contains(finding.rule()) || OF_FILE.contains(finding.rule());
    }

    private Optional<Integer> stageOf(SourceSpan place) {
        return parsed.value().stages().stream()
                .filter(stage -> stage.from().span().start() < place.start())
                .map(Stage::index)
                .max(Integer::compare);
    }

    private List<Finding> lint(PlanRequest request, Sources sources) {
        return lint(request, sources, from -> true);
    }

    // the bases of other stages are not asked for: a registry would have to answer for what nobody needs
    private List<Finding> lint(PlanRequest request, Sources sources, Predicate<Instruction.From> needed) {
        LintInput input = new LintInput(
                DockerfilePlanner.builtInArgs(request),
                architectures,
                (from, base, platform) ->
                        needed.test(from) ? variables(base, platform, request, sources) : Optional.empty(),
                ignored);
        return Linter.lint(parsed, input, options());
    }

    private static Optional<Set<String>> variables(
            String base, Optional<String> asked, PlanRequest request, Sources sources) {
        SourceSpan at = request.dockerfile().source().span(0, 0);
        try {
            Platform platform =
                    asked.isPresent() && !asked.get().isEmpty() ? Platform.parse(asked.get()) : request.platform();
            Optional<Base> named = sources.named(base, platform, at);
            Base found = named.isPresent() ? named.get() : sources.image(base, platform, at);
            return found.config()
                    .map(config -> config.config().env().stream()
                            .map(entry -> entry.substring(0, Math.max(0, entry.indexOf('='))))
                            .collect(Collectors.toCollection(HashSet::new)));
        } catch (SlipwayException | OciSyntaxException _) {
            // it is told of where the base is needed
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * All that is to be said of the file, as {@code --call=check} has it.
     *
     * @param others the same for the other platforms, of which only the bases are looked at
     */
    Report report(PlanRequest request, List<PlanRequest> others, Sources sources) throws InterruptedException {
        if (parsed.hasErrors()) {
            return unreadable(request, sources);
        }
        try {
            DockerfilePlanner.check(request, sources);
        } catch (SourceException e) {
            return stopped(request, sources, e);
        } catch (SlipwayException e) {
            Failure failure = new Failure(String.valueOf(e.getMessage()), Optional.empty());
            return new Report(lint(request, sources), Optional.of(failure));
        }
        List<Finding> findings = new ArrayList<>(lint(request, sources));
        for (PlanRequest other : others) {
            missingBases(other, sources).forEach(findings::add);
        }
        return new Report(findings, violation(findings).map(message -> new Failure(message, Optional.empty())));
    }

    private List<Finding> missingBases(PlanRequest request, Sources sources) throws InterruptedException {
        List<Finding> found = new ArrayList<>();
        if (!options().applies(Rule.BASE_NOT_FOR_PLATFORM)) {
            return found;
        }
        for (DockerfilePlanner.Image image : DockerfilePlanner.images(request, sources)) {
            SourceSpan at = image.from().base().span();
            try {
                if (sources.named(image.name(), image.platform(), at).isEmpty()) {
                    sources.image(image.name(), image.platform(), at);
                }
            } catch (SourceException e) {
                String raw = image.from().base().raw();
                String what = raw.equals(image.name()) ? raw : raw + " is " + image.name();
                found.add(new Finding(
                        Rule.BASE_NOT_FOR_PLATFORM,
                        "For " + request.platform() + " the base " + what + ", which does not resolve: "
                                + String.valueOf(e.getMessage()),
                        at,
                        image.from().span()));
            }
        }
        return found;
    }

    /** Where the file says that findings are errors, what is to be said of them. */
    Optional<String> violation(List<Finding> findings) {
        if (findings.isEmpty() || !options().fails()) {
            return Optional.empty();
        }
        Set<String> rules = new TreeSet<>();
        findings.forEach(finding -> rules.add(finding.rule().ruleName()));
        return Optional.of("lint violation found for rules: " + String.join(", ", rules));
    }

    // the first error ends the reading
    private Report unreadable(PlanRequest request, Sources sources) {
        Diagnostic first = parsed.diagnostics().stream()
                .filter(Diagnostic::isError)
                .findFirst()
                .orElseThrow();
        Optional<SourceSpan> at = first.at();
        int line = at.map(SourceSpan::line).orElse(Integer.MAX_VALUE);
        List<Finding> before = parsed.value().stages().isEmpty()
                ? List.of()
                : lint(request, sources).stream()
                        .filter(finding -> OF_READING.contains(finding.rule())
                                && finding.lines().line() < line)
                        .toList();
        String message = at.map(place -> "dockerfile parse error on line " + place.line() + ": ")
                        .orElse("")
                + first.summary();
        return new Report(before, Optional.of(new Failure(message, at)));
    }

    private Report stopped(PlanRequest request, Sources sources, SourceException failure) {
        Diagnostic first = failure.diagnostics().stream()
                .filter(Diagnostic::isError)
                .findFirst()
                .orElse(failure.diagnostics().getFirst());
        Optional<Instruction> where = first.at().flatMap(this::instruction);
        Optional<SourceSpan> at = where.map(Instruction::span).or(first::at);
        int line = at.map(SourceSpan::lastLine).orElse(Integer.MAX_VALUE);
        boolean inFrom = where.filter(one -> one instanceof Instruction.From).isPresent()
                || first.summary().contains("failed to resolve source metadata");
        // FROM of all stages and the images come first, then the instructions one by one
        List<Finding> before = lint(request, sources).stream()
                .filter(finding -> isOfFile(finding)
                        || (isOfFrom(finding) == inFrom && finding.lines().line() <= line)
                        || (!inFrom && isOfFrom(finding)))
                .toList();
        return new Report(before, Optional.of(new Failure(first.summary(), at)));
    }

    private boolean isOfFrom(Finding finding) {
        return instruction(finding.lines())
                .filter(one -> one instanceof Instruction.From)
                .isPresent();
    }

    private Optional<Instruction> instruction(SourceSpan place) {
        for (Stage stage : parsed.value().stages()) {
            if (holds(stage.from().span(), place)) {
                return Optional.of(stage.from());
            }
            for (Instruction instruction : stage.instructions()) {
                if (holds(instruction.span(), place)) {
                    return Optional.of(instruction);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean holds(SourceSpan span, SourceSpan place) {
        return span.file().equals(place.file()) && span.start() <= place.start() && place.start() < span.end();
    }
}
