// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cli.view.ProgressView;
import dev.slipway.cli.view.Views;
import dev.slipway.digest.Digest;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileParser;
import dev.slipway.dockerfile.Located;
import dev.slipway.dockerfile.ignore.IgnorePatterns;
import dev.slipway.dockerfile.lint.Finding;
import dev.slipway.engine.Engine;
import dev.slipway.engine.GitRepositories;
import dev.slipway.engine.HttpFiles;
import dev.slipway.engine.ImageFinder;
import dev.slipway.engine.PackageArchives;
import dev.slipway.engine.Secrets;
import dev.slipway.engine.StepResult;
import dev.slipway.export.BuiltImage;
import dev.slipway.export.Exported;
import dev.slipway.export.Exporter;
import dev.slipway.export.PackAhead;
import dev.slipway.graph.GraphPrinter;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.oci.Platform;
import dev.slipway.plan.BuildPlan;
import dev.slipway.plan.DockerfilePlanner;
import dev.slipway.plan.PlanRequest;
import dev.slipway.progress.Progress;
import dev.slipway.progress.ProgressEvent;
import dev.slipway.progress.ProgressSink;
import dev.slipway.snapshot.Store;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.HostException;
import dev.slipway.text.Outcome;
import dev.slipway.text.Parsed;
import dev.slipway.text.SourceException;
import dev.slipway.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One {@code slipway build}, from the options to the exit status. */
final class BuildRun {
    private final BuildOptions options;
    private final Io io;
    private final Secrets secrets;
    private final Clock clock = Clock.systemUTC();
    private final Progress unseen = new Progress(ProgressSink.NONE, clock);

    BuildRun(BuildOptions options, Io io) {
        this.options = options;
        this.io = io;
        this.secrets = new LentSecrets(options.secrets(), options.ssh(), io.environment());
    }

    int call() {
        return Interruption.guard(this::build);
    }

    /** Prints the build graph instead of building. */
    int graph(String format) {
        try (Store store = Store.open(Store.defaultRoot(io.environment()));
                Registries registries = new Registries(io.environment())) {
            LoadedSource source = load(store);
            Dockerfile dockerfile = parse(source, unseen).orThrow();
            List<Step> roots = plan(dockerfile, sources(store, registries, source, unseen)).stream()
                    .map(BuildPlan::root)
                    .toList();
            GraphPrinter printer = new GraphPrinter(roots);
            io.out()
                    .print(
                            switch (format) {
                                case "dot" -> printer.dot();
                                case "json" -> printer.json();
                                default -> printer.text();
                            });
            return Outcome.OK.code();
        } catch (InterruptedException _) {
            return Outcome.INTERRUPTED.code();
        }
    }

    private int build() throws InterruptedException {
        try (Store store = Store.open(Store.defaultRoot(io.environment()));
                Registries registries = new Registries(io.environment())) {
            LoadedSource source = load(store);
            if (options.call().kind() != Call.Kind.BUILD) {
                return answer(store, registries, source);
            }
            Exported exported;
            try (ProgressView view = Views.open(options.report().progress(), io.err(), io.environment())) {
                exported = build(store, registries, source, new Progress(view, clock));
            }
            store.syncLater();
            report(exported);
            return Outcome.OK.code();
        }
    }

    private LoadedSource load(Store store) throws InterruptedException {
        LoadedSource source = new SourceLoader(store, io, secrets).load(options.source());
        Frontend.require(source.dockerfile(), options.buildArgs());
        return source;
    }

    /** Tells of the Dockerfile what {@code --call} asks. */
    private int answer(Store store, Registries registries, LoadedSource source) throws InterruptedException {
        Parsed<Dockerfile> parsed = DockerfileParser.parse(source.dockerfile());
        BuildSources sources = sources(store, registries, source, unseen);
        CallAnswer answer = new CallAnswer(io.out(), options.call().json(), source.dockerfile());
        List<Platform> platforms = platforms();
        switch (options.call().kind()) {
            case TARGETS -> answer.targets(parsed.orThrow());
            case OUTLINE ->
                answer.outline(
                        DockerfilePlanner.outline(request(parsed.orThrow(), platforms.getFirst(), false), sources));
            case CHECK -> {
                List<PlanRequest> requests = new ArrayList<>();
                platforms.forEach(platform -> requests.add(request(parsed.value(), platform, false)));
                BuildChecks.Report report = checks(parsed, source)
                        .report(requests.getFirst(), requests.subList(1, requests.size()), sources);
                answer.check(report);
                boolean good = report.findings().isEmpty() && report.failure().isEmpty();
                return good || options.call().ignoreStatus() ? Outcome.OK.code() : Outcome.BUILD_FAILED.code();
            }
            case BUILD -> throw new IllegalStateException("nothing to answer");
        }
        return Outcome.OK.code();
    }

    private List<Platform> platforms() {
        return options.platforms().isEmpty() ? List.of(Platform.host()) : options.platforms();
    }

    private Exported build(Store store, Registries registries, LoadedSource source, Progress progress)
            throws InterruptedException {
        Parsed<Dockerfile> parsed = parse(source, progress);
        Dockerfile dockerfile = parsed.orThrow();
        BuildSources sources = sources(store, registries, source, progress);
        BuildChecks checks = checks(parsed, source);
        Engine.Setting setting = new Engine.Setting(
                store,
                registries::client,
                sources.archives(),
                secrets,
                checks.leakPolicy(),
                ignored(source),
                epoch(),
                progress,
                io.environment());
        List<BuildPlan> plans = plan(dockerfile, sources);
        PlanRequest request = request(dockerfile, platforms().getFirst(), false);
        tell(checks.findings(request, sources, plans.getFirst().stages()), checks, dockerfile, progress);
        Exporter exporter = new Exporter(store, registries::client, epoch(), progress, io.out());
        try (Engine engine = new Engine(setting);
                PackAhead ahead = exporter.ahead(options.outputs())) {
            sources.layouts().forEach(engine.images()::from);
            List<Step> roots = plans.stream().map(BuildPlan::root).toList();
            List<StepResult> results = engine.build(roots, ahead::begin);
            ahead.finish();
            List<BuiltImage> built = new ArrayList<>();
            for (int i = 0; i < results.size(); i++) {
                built.add(new BuiltImage(results.get(i).chain(), plans.get(i).config()));
            }
            if (options.caching().verifyReproducible()) {
                new ReproducibilityCheck(setting, options.outputs()).check(engine, plans, built);
            }
            return exporter.export(built, options.outputs());
        }
    }

    private BuildSources sources(Store store, Registries registries, LoadedSource source, Progress progress) {
        boolean pull = options.caching().pull();
        boolean inUserNamespace = io.variable("SLIPWAY_NAMESPACE").equals("user");
        return new BuildSources(
                source.context(),
                options.source().namedContexts(),
                new ImageFinder(store, registries::client, progress, pull),
                new PackageArchives(store, pull, inUserNamespace),
                store.blobs(),
                new BuildSources.Downloads(
                        new HttpFiles(store),
                        new GitRepositories(store, io.environment(), secrets),
                        options.call().kind() == Call.Kind.BUILD));
    }

    private static void tell(List<Finding> findings, BuildChecks checks, Dockerfile dockerfile, Progress progress) {
        findings.forEach(finding -> progress.sink().accept(new ProgressEvent.Warning(finding.toDiagnostic())));
        checks.violation(findings).ifPresent(message -> {
            throw new SourceException(Diagnostic.error(
                    message,
                    "the Dockerfile asks for this by \"check=error=true\"",
                    dockerfile
                            .directives()
                            .check()
                            .map(Located::span)
                            .orElseGet(() -> dockerfile.source().span(0, 0))));
        });
    }

    private BuildChecks checks(Parsed<Dockerfile> parsed, LoadedSource source) {
        return new BuildChecks(
                parsed,
                source.ignored(),
                platforms(),
                Optional.ofNullable(options.buildArgs().get("BUILDKIT_DOCKERFILE_CHECK")));
    }

    private Parsed<Dockerfile> parse(LoadedSource source, Progress progress) {
        Digest step = Digest.of("dockerfile " + source.dockerfile().name());
        String name =
                "[internal] load build definition from " + source.dockerfile().name();
        progress.declared(step, name, List.of());
        progress.started(step);
        Parsed<Dockerfile> parsed = DockerfileParser.parse(source.dockerfile());
        if (parsed.hasErrors()) {
            progress.failed(step, "the Dockerfile has errors");
        } else {
            progress.done(step);
        }
        parsed.orThrow();
        for (Diagnostic diagnostic : parsed.diagnostics()) {
            // the checks tell of the others
            if (diagnostic.rule().isEmpty()) {
                progress.sink().accept(new ProgressEvent.Warning(diagnostic));
            }
        }
        return parsed;
    }

    private Map<String, IgnorePatterns> ignored(LoadedSource source) {
        Map<String, IgnorePatterns> ignored = new HashMap<>();
        ignored.put(BuildSources.MAIN, source.ignored());
        for (BuildContextSpec spec : options.source().namedContexts()) {
            if (spec instanceof BuildContextSpec.Folder(var name, var path)) {
                ignored.put(name, SourceLoader.ignored(path, Optional.empty()));
            }
        }
        return ignored;
    }

    private Optional<Instant> epoch() {
        String text = options.buildArgs().getOrDefault("SOURCE_DATE_EPOCH", io.variable("SOURCE_DATE_EPOCH"));
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

    private List<BuildPlan> plan(Dockerfile dockerfile, BuildSources sources) throws InterruptedException {
        List<BuildPlan> plans = new ArrayList<>();
        for (Platform platform : platforms()) {
            plans.add(DockerfilePlanner.plan(
                    request(dockerfile, platform, platforms().size() > 1), sources));
        }
        return plans;
    }

    private PlanRequest request(Dockerfile dockerfile, Platform platform, boolean prefixPlatform) {
        return new PlanRequest(
                dockerfile,
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
                prefixPlatform);
    }

    private Map<String, String> buildArgs() {
        Map<String, String> args = new LinkedHashMap<>(options.buildArgs());
        String epoch = io.variable("SOURCE_DATE_EPOCH");
        if (!epoch.isEmpty()) {
            args.putIfAbsent("SOURCE_DATE_EPOCH", epoch);
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

    private void report(Exported exported) {
        Optional<String> id = exported.config()
                .map(Digest::toString)
                .or(() -> exported.image().map(image -> image.digest().toString()));
        id.ifPresent(text -> options.report().imageIdFile().ifPresent(file -> write(file, text)));
        options.report().metadataFile().ifPresent(file -> write(file, BuildMetadata.of(exported, options.tags())));
        if (options.report().isQuiet()) {
            id.ifPresent(io.out()::println);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new HostException("cannot write " + Reasons.of(e), e);
        }
    }
}
