// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.BakePlan;
import dev.slipway.bake.Target;
import dev.slipway.cli.view.ProgressView;
import dev.slipway.cli.view.Views;
import dev.slipway.engine.GitRepositories;
import dev.slipway.engine.Secrets;
import dev.slipway.export.Exported;
import dev.slipway.progress.Progress;
import dev.slipway.progress.ProgressSink;
import dev.slipway.snapshot.NewLayers;
import dev.slipway.snapshot.Store;
import dev.slipway.text.Outcome;
import dev.slipway.text.SlipwayException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One {@code slipway bake} that builds, from the targets to the exit status. */
final class BakeRun {
    private final BakePlan plan;
    private final BakeOptions options;
    private final Io io;
    private final Optional<RemoteDefinition> remote;
    private final Clock clock = Clock.systemUTC();

    BakeRun(BakePlan plan, BakeOptions options, Io io) {
        this(plan, options, io, Optional.empty());
    }

    /** @param remote where the targets are from, if not from this machine */
    BakeRun(BakePlan plan, BakeOptions options, Io io, Optional<RemoteDefinition> remote) {
        this.plan = plan;
        this.options = options;
        this.io = io;
        this.remote = remote;
    }

    int call() {
        return Interruption.guard(this::run);
    }

    private int run() throws InterruptedException {
        Map<String, BuildOptions> targets = read();
        TargetOutputs.refuseTwoOnStdout(plan.targets().values(), targets);
        options.privileges().require(targets.values());
        int status;
        NewLayers made;
        try (Store store = Store.open(
                        Store.defaultRoot(io.environment()), options.cache().scopes());
                Registries registries = new Registries(io.environment())) {
            Lenders lenders = new Lenders(targets);
            if (targets.values().stream().allMatch(BuildOptions::isQuestion)) {
                return answer(store, registries, lenders);
            }
            if (options.plan().isPresent()) {
                return forecast(store, registries, lenders, options.plan().get());
            }
            BakeGraph graph = build(store, registries, lenders);
            status = targets.values().stream().anyMatch(BuildOptions::isQuestion) ? answer(graph) : Outcome.OK.code();
            made = store.newLayers();
        }
        if (!made.isEmpty()) {
            AutoGc.run(made, options.cache(), io);
        }
        return status;
    }

    /** Who lends secrets and keys to the steps of each target: the same one where they lend the same. */
    private final class Lenders {
        private final Map<String, BuildOptions> targets;
        private final Map<List<Object>, LentSecrets> known = new HashMap<>();
        private final List<Secrets> all = new ArrayList<>();

        Lenders(Map<String, BuildOptions> targets) {
            this.targets = targets;
            targets.values().forEach(this::of);
            remote.ifPresent(from -> all.add(from.secrets()));
        }

        BuildOptions options(Target target) {
            BuildOptions found = targets.get(target.name());
            return found == null ? new TargetReader(target, options.call(), io).read() : found;
        }

        LentSecrets of(BuildOptions target) {
            return known.computeIfAbsent(List.of(target.secrets(), target.ssh()), _ -> {
                LentSecrets made = new LentSecrets(target.secrets(), target.ssh(), io.environment());
                all.add(made);
                return made;
            });
        }

        /** For servers, which do not know of targets. */
        Secrets any() {
            return new BakeTerms.AnyOf(all);
        }
    }

    private BakeSession unseen(Store store, Registries registries, Lenders lenders, boolean fetches) {
        Progress unseen = new Progress(ProgressSink.NONE, clock);
        return new BakeSession(machine(store, registries), unseen, lenders.any(), fetches);
    }

    private BakeSession.Machine machine(Store store, Registries registries) {
        return new BakeSession.Machine(
                new OutsideSources.Factory(store, registries, io, remote.flatMap(RemoteDefinition::checkout)),
                options.cache());
    }

    private BakeGraph graph(BakeSession session, Lenders lenders) throws InterruptedException {
        BakeGraph graph = new BakeGraph();
        GitRepositories repositories = new GitRepositories(
                session.store(), io.environment(), lenders.any(), remote.flatMap(RemoteDefinition::checkout));
        BakeInputs inputs = new BakeInputs(new SourceLoader(session.store(), io, repositories));
        boolean several = lenders.targets.size() > 1;
        for (Target target : plan.targets().values()) {
            String prefix = several ? target.name() : "";
            BuildOptions read = lenders.options(target);
            BakeInputs.Reading reading =
                    session.fetches() ? BakeInputs.shown(prefix, session.progress()) : ReadSource::of;
            graph.add(
                    target,
                    new BuildTarget(prefix, read, inputs.read(target, read, reading), io),
                    session.outside(read.caching().pull()));
        }
        return graph;
    }

    private int answer(Store store, Registries registries, Lenders lenders) throws InterruptedException {
        return answer(graph(unseen(store, registries, lenders, false), lenders));
    }

    private int answer(BakeGraph graph) throws InterruptedException {
        return new BakeAnswer(plan, options.call(), io.out()).print(graph);
    }

    /**
     * Those of the targets that were asked for which files can affect that have changed.
     *
     * @param definitions what the targets themselves were read from: if of that something has changed, any may have
     */
    List<String> changed(Argument revision, Set<Path> definitions) throws InterruptedException {
        Set<Path> changed = new GitChanges(Path.of("")).since(revision);
        if (definitions.stream().anyMatch(new ChangedFiles(changed)::touch)) {
            return List.copyOf(plan.asked());
        }
        try (Store store = Store.open(
                        Store.defaultRoot(io.environment()), options.cache().scopes());
                Registries registries = new Registries(io.environment())) {
            Lenders lenders = new Lenders(read());
            BakeGraph graph = graph(unseen(store, registries, lenders, false), lenders);
            Set<String> affected = new ChangedTargets(plan, changed, graph.targets()).affected();
            return plan.asked().stream().filter(affected::contains).toList();
        }
    }

    private Map<String, BuildOptions> read() {
        Map<String, BuildOptions> targets = new LinkedHashMap<>();
        for (Target target : plan.targets().values()) {
            targets.put(target.name(), new TargetReader(target, options.call(), io).read());
        }
        return targets;
    }

    private int forecast(Store store, Registries registries, Lenders lenders, String form) throws InterruptedException {
        BakeSession session = unseen(store, registries, lenders, true);
        BakeForecast forecast = new BakeBuild(plan, graph(session, lenders), session, lenders::of).forecast();
        if (form.equals("json")) {
            io.out().println(forecast.json());
        } else {
            forecast.print(io.out());
        }
        return forecast.outcome().code();
    }

    /** Builds the targets for who runs something in them: nothing leaves the store. */
    Map<String, BakeBuild.Made> made(Store store, Registries registries, Progress progress)
            throws InterruptedException {
        Map<String, BuildOptions> targets = read();
        options.privileges().require(targets.values());
        Lenders lenders = new Lenders(targets);
        BakeSession session = new BakeSession(machine(store, registries), progress, lenders.any(), true);
        return new BakeBuild(plan, graph(session, lenders), session, lenders::of).made();
    }

    private BakeGraph build(Store store, Registries registries, Lenders lenders) throws InterruptedException {
        BakeBuild build = null;
        Map<String, Exported> exported;
        try (ProgressView view = Views.open(options.progress(), io.err(), io.environment())) {
            Progress progress = new Progress(new TellsOnce(view), clock);
            BakeSession session = new BakeSession(machine(store, registries), progress, lenders.any(), true);
            BakeGraph graph = graph(session, lenders);
            build = new BakeBuild(plan, graph, session, lenders::of);
            exported = build.run(options.failOnMiss());
        } catch (SlipwayException e) {
            if (build != null) {
                build.tell(io.err());
            }
            throw e;
        }
        store.syncLater();
        if (options.metadataFile().isPresent()) {
            Paths.write(options.metadataFile().get(), BakeMetadata.of(exported, build.graph()));
        }
        return build.graph();
    }
}
