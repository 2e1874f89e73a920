// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cli.view.ProgressView;
import dev.slipway.cli.view.Views;
import dev.slipway.digest.Digest;
import dev.slipway.engine.Engine;
import dev.slipway.engine.Secrets;
import dev.slipway.engine.StepResult;
import dev.slipway.engine.Terms;
import dev.slipway.export.BuiltImage;
import dev.slipway.export.Exported;
import dev.slipway.export.Exporter;
import dev.slipway.export.PackAhead;
import dev.slipway.export.Publication;
import dev.slipway.graph.GraphPrinter;
import dev.slipway.graph.Step;
import dev.slipway.json.JsonWriter;
import dev.slipway.plan.BuildPlan;
import dev.slipway.progress.Progress;
import dev.slipway.progress.ProgressSink;
import dev.slipway.snapshot.NewLayers;
import dev.slipway.snapshot.Store;
import dev.slipway.text.Outcome;
import dev.slipway.text.UsageException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One {@code slipway build}, from the options to the exit status. */
final class BuildRun {
    private final BuildOptions options;
    private final CacheAccess cache;
    private final Io io;
    private final Secrets secrets;
    private final Clock clock = Clock.systemUTC();
    private final Progress unseen = new Progress(ProgressSink.NONE, clock);

    BuildRun(BuildOptions options, CacheAccess cache, Io io) {
        this.options = options;
        this.cache = cache;
        this.io = io;
        this.secrets = new LentSecrets(options.secrets(), options.ssh(), io.environment());
    }

    int call() {
        return Interruption.guard(this::build);
    }

    /** Prints the build graph instead of building. */
    int graph(String format) {
        try (Store store = Store.open(Store.defaultRoot(io.environment()), cache.scopes());
                Registries registries = new Registries(io.environment())) {
            BuildTarget target = target(ReadSource.of(load(store), "[internal]", unseen));
            BuildSources sources = new BuildSources(target, shared(outside(store, registries, unseen)));
            List<Step> roots =
                    target.plans(sources).stream().map(BuildPlan::root).toList();
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
        NewLayers made;
        try (Store store = Store.open(Store.defaultRoot(io.environment()), cache.scopes());
                Registries registries = new Registries(io.environment())) {
            LoadedSource source = load(store);
            if (options.call().kind() != Call.Kind.BUILD) {
                return answer(target(ReadSource.of(source)), outside(store, registries, unseen));
            }
            Exported exported;
            try (ProgressView view = Views.open(options.report().progress(), io.err(), io.environment())) {
                exported = build(store, registries, source, new Progress(view, clock));
            }
            store.syncLater();
            report(exported);
            made = store.newLayers();
        }
        if (!made.isEmpty()) {
            AutoGc.run(made, cache, io);
        }
        return Outcome.OK.code();
    }

    private int answer(BuildTarget target, OutsideSources outside) throws InterruptedException {
        CallAnswer answer =
                new CallAnswer(io.out(), options.call().json(), target.source().dockerfile());
        int status = target.answer(answer, new BuildSources(target, shared(outside)));
        answer.json().ifPresent(json -> io.out().println(JsonWriter.pretty(json)));
        return status;
    }

    private LoadedSource load(Store store) throws InterruptedException {
        LoadedSource source = new SourceLoader(store, io, secrets).load(options.source());
        Frontend.require(source.dockerfile(), options.buildArgs());
        return source;
    }

    private BuildTarget target(ReadSource read) {
        return new BuildTarget("", options, read, io);
    }

    private static BuildSources.Shared shared(OutsideSources outside) {
        return new BuildSources.Shared(new ContextFolders(), outside, (context, _, _) -> {
            throw new UsageException(
                    "the named context \"" + context.name()
                            + "\" is another target of a bake file; give a folder, a URL, docker-image:// oci-layout:// or apt:");
        });
    }

    private OutsideSources outside(Store store, Registries registries, Progress progress) {
        return new OutsideSources.Factory(store, registries, io)
                .sources(
                        progress,
                        secrets,
                        options.caching().pull(),
                        options.call().kind() == Call.Kind.BUILD);
    }

    private Exported build(Store store, Registries registries, LoadedSource source, Progress progress)
            throws InterruptedException {
        BuildTarget target = target(ReadSource.of(source, "[internal]", progress));
        OutsideSources outside = outside(store, registries, progress);
        BuildSources.Shared shared = shared(outside);
        BuildSources sources = new BuildSources(target, shared);
        Terms terms = target.terms(secrets);
        List<BuildPlan> plans = target.plans(sources);
        target.check(plans.getFirst(), sources, progress);
        BuildOptions.Caching caching = options.caching();
        CacheUse caches = new CacheUse(
                new CacheUse.Machine(store, registries, cache),
                progress,
                caching.noCache() ? List.of() : caching.caches().from());
        Engine.Setting setting = new Engine.Setting(
                store,
                caches.imports(),
                registries::client,
                outside.archives(),
                secrets,
                _ -> terms,
                shared.folders().ignored(),
                progress,
                io.environment());
        Exporter exporter = new Exporter(
                caches.packer(), new Exporter.Machine(store, registries::client, io.out()), target.epoch(), progress);
        List<Step> roots = plans.stream().map(BuildPlan::root).toList();
        try (Engine engine = new Engine(setting, () -> Journals.ofBuild(options, roots, clock));
                PackAhead ahead = exporter.ahead(options.outputs())) {
            outside.layouts().forEach(engine.images()::from);
            if (options.caching().failOnMiss()) {
                CacheMisses.refuse(engine.forecast(), roots);
            }
            caches.want(roots, options);
            caches.begin(engine, ahead);
            List<StepResult> results = engine.build(goal(roots, caches), ahead::begin);
            ahead.finish();
            List<BuiltImage> built = new ArrayList<>();
            for (int i = 0; i < results.size(); i++) {
                BuiltImage image =
                        new BuiltImage(results.get(i).chain(), plans.get(i).config());
                built.add(caches.carrying(roots.get(i), options, image, exporter.form(options.outputs())));
            }
            if (options.caching().verifyReproducible()) {
                new ReproducibilityCheck(setting, target.epoch(), options.outputs()).check(engine, plans, built);
            }
            Publication later = exporter.publication(ahead.early());
            Exported exported = exporter.export(built, options.outputs(), later);
            later.publish();
            caches.export();
            return exported;
        }
    }

    private Engine.Goal goal(List<Step> roots, CacheUse caches) {
        boolean here = options.caching().verifyReproducible() || caches.needsLayers(options.outputs());
        List<Step> packed = new ArrayList<>(roots);
        packed.addAll(caches.packed());
        return new Engine.Goal(roots, packed, here ? roots : List.of());
    }

    private void report(Exported exported) {
        Optional<String> id = exported.config()
                .map(Digest::toString)
                .or(() -> exported.image().map(image -> image.digest().toString()));
        id.ifPresent(text -> options.report().imageIdFile().ifPresent(file -> Paths.write(file, text)));
        options.report()
                .metadataFile()
                .ifPresent(file -> Paths.write(file, BuildMetadata.of(exported, options.tags())));
        if (options.report().isQuiet()) {
            id.ifPresent(io.out()::println);
        }
    }
}
