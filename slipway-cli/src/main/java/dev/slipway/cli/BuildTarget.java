// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.Located;
import dev.slipway.dockerfile.lint.Finding;
import dev.slipway.engine.Secrets;
import dev.slipway.engine.Terms;
import dev.slipway.graph.Op;
import dev.slipway.oci.Platform;
import dev.slipway.plan.BuildPlan;
import dev.slipway.plan.DockerfilePlanner;
import dev.slipway.plan.PlanRequest;
import dev.slipway.plan.Sources;
import dev.slipway.progress.Progress;
import dev.slipway.progress.ProgressEvent;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.Outcome;
import dev.slipway.text.Parsed;
import dev.slipway.text.SourceException;
import dev.slipway.text.UsageException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one target is built from and how: all of {@code slipway build}, one of those of {@code slipway bake}. */
final class BuildTarget {
    private static final String EPOCH = "SOURCE_DATE_EPOCH";

    private final String stepPrefix;
    private final BuildOptions options;
    private final LoadedSource source;
    private final Parsed<Dockerfile> parsed;
    private final String epochOfEnvironment;

    /** @param stepPrefix the name of the target where there are several, else empty */
    BuildTarget(String stepPrefix, BuildOptions options, ReadSource read, Io io) {
        this.stepPrefix = stepPrefix;
        this.options = options;
        this.source = read.source();
        this.parsed = read.dockerfile();
        this.epochOfEnvironment = io.variable(EPOCH);
    }

    /** What the names of its steps begin with; empty where it is the only target. */
    String stepPrefix() {
        return stepPrefix;
    }

    BuildOptions options() {
        return options;
    }

    LoadedSource source() {
        return source;
    }

    /** What the names of steps begin with that are in no Dockerfile. */
    String internalLabel() {
        return internalLabel(stepPrefix);
    }

    static String internalLabel(String stepPrefix) {
        return stepPrefix.isEmpty() ? "[internal]" : "[" + stepPrefix + " internal]";
    }

    List<Platform> platforms() {
        return options.platforms().isEmpty() ? List.of(Platform.host()) : options.platforms();
    }

    /** The time to write into what is made, if one was given. */
    Optional<Instant> epoch() {
        String text = options.buildArgs().getOrDefault(EPOCH, epochOfEnvironment);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
        } catch (NumberFormatException | DateTimeException _) {
            throw new UsageException(
                    "invalid SOURCE_DATE_EPOCH: \"" + text + "\": expected seconds since 1970, such as 1700000000");
        }
    }

    /** What of the context the Dockerfile can look at. */
    ContextUse contextUse() {
        return ContextUse.of(parsed.value());
    }

    BuildChecks checks() {
        return new BuildChecks(
                parsed,
                source.ignored(),
                platforms(),
                Optional.ofNullable(options.buildArgs().get("BUILDKIT_DOCKERFILE_CHECK")));
    }

    Terms terms(Secrets secrets) {
        return new Terms(secrets, checks().leakPolicy(), epoch());
    }

    /** The plans, one per platform. */
    List<BuildPlan> plans(Sources sources) throws InterruptedException {
        List<BuildPlan> plans = new ArrayList<>();
        for (Platform platform : platforms()) {
            plans.add(plan(platform, sources));
        }
        return plans;
    }

    BuildPlan plan(Platform platform, Sources sources) throws InterruptedException {
        return DockerfilePlanner.plan(request(platform, prefix(platform)), sources);
    }

    private String prefix(Platform platform) {
        if (platforms().size() < 2) {
            return stepPrefix;
        }
        return stepPrefix.isEmpty() ? platform.toString() : stepPrefix + " " + platform;
    }

    private PlanRequest request(Platform platform, String prefix) {
        return new PlanRequest(
                parsed.value(),
                options.target(),
                buildArgs(),
                platform,
                !options.platforms().isEmpty(),
                Platform.host(),
                options.labels(),
                new PlanRequest.CacheUse(
                        options.caching().noCache(), options.caching().noCacheFilter()),
                runDefaults(),
                epoch(),
                prefix);
    }

    private Map<String, String> buildArgs() {
        Map<String, String> args = new LinkedHashMap<>(options.buildArgs());
        if (!epochOfEnvironment.isEmpty()) {
            args.putIfAbsent(EPOCH, epochOfEnvironment);
        }
        return args;
    }

    private PlanRequest.RunDefaults runDefaults() {
        BuildOptions.StepDefaults steps = options.steps();
        return new PlanRequest.RunDefaults(
                switch (steps.network()) {
                    case DEFAULT -> Op.Network.DEFAULT;
                    case HOST -> Op.Network.HOST;
                    case NONE -> Op.Network.NONE;
                },
                steps.hosts().stream().map(HostEntry::assignment).toList(),
                steps.shmSizeBytes().orElse(0L),
                steps.ulimits().stream()
                        .map(limit -> limit.name() + "=" + limit.soft() + ":" + limit.hard())
                        .toList(),
                options.allowed().stream().map(Entitlement::word).toList());
    }

    /**
     * Warns of what the checks find in the stages that the plan needed.
     *
     * @throws SourceException if the Dockerfile wants that to be an error
     */
    void check(BuildPlan plan, Sources sources, Progress progress) {
        BuildChecks checks = checks();
        List<Finding> findings = checks.findings(request(platforms().getFirst(), ""), sources, plan.stages());
        findings.forEach(finding -> progress.sink().accept(new ProgressEvent.Warning(finding.toDiagnostic())));
        checks.violation(findings).ifPresent(message -> {
            throw new SourceException(Diagnostic.error(
                    message,
                    "the Dockerfile asks for this by \"check=error=true\"",
                    parsed.value()
                            .directives()
                            .check()
                            .map(Located::span)
                            .orElseGet(() -> parsed.value().source().span(0, 0))));
        });
    }

    /** Tells of the Dockerfile what {@code --call} asks, and gives the exit status. */
    int answer(CallAnswer answer, Sources sources) throws InterruptedException {
        switch (options.call().kind()) {
            case TARGETS -> answer.targets(parsed.orThrow());
            case OUTLINE -> {
                parsed.orThrow();
                answer.outline(DockerfilePlanner.outline(request(platforms().getFirst(), ""), sources));
            }
            case CHECK -> {
                BuildChecks.Report report = report(sources);
                answer.check(report);
                boolean good = report.findings().isEmpty() && report.failure().isEmpty();
                return good || options.call().ignoreStatus() ? Outcome.OK.code() : Outcome.BUILD_FAILED.code();
            }
            case BUILD -> throw new IllegalStateException("nothing to answer");
        }
        return Outcome.OK.code();
    }

    private BuildChecks.Report report(Sources sources) throws InterruptedException {
        List<PlanRequest> requests = new ArrayList<>();
        platforms().forEach(platform -> requests.add(request(platform, "")));
        return checks().report(requests.getFirst(), requests.subList(1, requests.size()), sources);
    }
}
