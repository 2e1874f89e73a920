// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.BakePlan;
import dev.slipway.bake.Target;
import dev.slipway.cli.view.ProgressMode;
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
import java.util.Collection;
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
        this.plan = EnsuredTargets.pushed(plan, options.ensure());
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
            EnsuredTargets ensured = EnsuredTargets.look(plan, targets, options.ensure(), registries);
            BakeRun left = new BakeRun(ensured.left(plan), options, io, remote);
            status = ensured.isEmpty() ? run(store, registries, ensured) : left.run(store, registries, ensured);
            made = store.newLayers();
        }
        if (!made.isEmpty()) {
            AutoGc.run(made, options.cache(), io);
        }
        return status;
    }

    private int run(Store store, Registries registries, EnsuredTargets ensured) throws InterruptedException {
        Lenders lenders = new Lenders(read());
        Collection<BuildOptions> targets = lenders.targets.values();
        if (!targets.isEmpty() && targets.stream().allMatch(BuildOptions::isQuestion)) {
            return answer(store, registries, lenders);
        }
        if (options.plan().isPresent()) {
            return forecast(
                    store,
                    registries,
                    new Asked(lenders, ensured),
                    options.plan().get());
        }
        tell(ensured);
        if (targets.isEmpty()) {
            metadata(Map.of(), new BakeGraph(), ensured);
            return Outcome.OK.code();
        }
        BakeGraph graph = build(store, registries, new Asked(lenders, ensured));
        return targets.stream().anyMatch(BuildOptions::isQuestion) ? answer(graph) : Outcome.OK.code();
    }

    private void tell(EnsuredTargets ensured) {
        if (options.progress() != ProgressMode.QUIET && options.progress() != ProgressMode.NONE) {
            ensured.present()
                    .forEach((name, present) -> io.err().println("bake: " + name + " is there: " + present.image()));
        }
    }

    private void metadata(Map<String, Exported> exported, BakeGraph graph, EnsuredTargets ensured) {
        if (options.metadataFile().isPresent()) {
            Paths.write(options.metadataFile().get(), BakeMetadata.of(exported, graph, ensured));
        }
    }

    /** What is built and who lends to it. */
    private record Asked(Lenders lenders, EnsuredTargets ensured) {}

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
        return graph(session, lenders, lenders.targets.size() > 1);
    }

    /** @param several whether the names of steps begin with that of their target */
    private BakeGraph graph(BakeSession session, Lenders lenders, boolean several) throws InterruptedException {
        BakeGraph graph = new BakeGraph();
        GitRepositories repositories = new GitRepositories(
                session.store(), io.environment(), lenders.any(), remote.flatMap(RemoteDefinition::checkout));
        BakeInputs inputs = new BakeInputs(new SourceLoader(session.store(), io, repositories));
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

    private int forecast(Store store, Registries registries, Asked asked, String form) throws InterruptedException {
        Lenders lenders = asked.lenders();
        BakeForecast forecast = lenders.targets.isEmpty()
                ? new BakeForecast(Map.of(), Map.of(), new BakeGraph(), asked.ensured())
                : forecast(unseen(store, registries, lenders, true), asked);
        if (form.equals("json")) {
            io.out().println(forecast.json());
        } else {
            forecast.print(io.out());
        }
        return forecast.outcome().code();
    }

    /** Builds the targets for who runs something in them; those that their registry has not got are pushed. */
    Map<String, List<BakeBuild.Made>> made(
            Store store, Registries registries, Progress progress, EnsuredTargets ensured) throws InterruptedException {
        Map<String, BuildOptions> targets = read();
        options.privileges().require(targets.values());
        Lenders lenders = new Lenders(targets);
        BakeSession session = new BakeSession(machine(store, registries), progress, lenders.any(), true);
        BakeBuild.Wanted wanted = new BakeBuild.Wanted(plan, ensured);
        return new BakeBuild(wanted, graph(session, lenders), session, lenders::of).made();
    }

    /** What one of the targets is made of. */
    TargetIdentity identity(String target) throws InterruptedException {
        try (Store store = Store.open(
                        Store.defaultRoot(io.environment()), options.cache().scopes());
                Registries registries = new Registries(io.environment())) {
            Lenders lenders = new Lenders(read());
            return TargetIdentity.of(graph(unseen(store, registries, lenders, true), lenders, true), target, store);
        }
    }

    /** Tells what all that were asked for are made of, and notes it. */
    int identities(boolean isJson) {
        return Interruption.guard(() -> {
            BakeIdentities told = new BakeIdentities();
            try (Store store = Store.open(
                            Store.defaultRoot(io.environment()), options.cache().scopes());
                    Registries registries = new Registries(io.environment())) {
                Lenders lenders = new Lenders(read());
                BakeGraph graph = graph(unseen(store, registries, lenders, true), lenders, true);
                IdentityNotes notes = new IdentityNotes(store);
                for (String target : plan.asked()) {
                    TargetIdentity identity = TargetIdentity.of(graph, target, store);
                    told.add(target, identity, notes.changes(target, identity));
                    notes.note(target, identity);
                }
            }
            if (isJson) {
                io.out().println(told.json());
            } else {
                told.print(io.out());
            }
            return Outcome.OK.code();
        });
    }

    private BakeForecast forecast(BakeSession session, Asked asked) throws InterruptedException {
        Lenders lenders = asked.lenders();
        BakeBuild.Wanted wanted = new BakeBuild.Wanted(plan, asked.ensured());
        return new BakeBuild(wanted, graph(session, lenders), session, lenders::of).forecast();
    }

    private BakeGraph build(Store store, Registries registries, Asked asked) throws InterruptedException {
        Lenders lenders = asked.lenders();
        BakeBuild build = null;
        Map<String, Exported> exported;
        try (ProgressView view = Views.open(options.progress(), io.err(), io.environment())) {
            Progress progress = new Progress(new TellsOnce(view), clock);
            BakeSession session = new BakeSession(machine(store, registries), progress, lenders.any(), true);
            BakeGraph graph = graph(session, lenders);
            build = new BakeBuild(new BakeBuild.Wanted(plan, asked.ensured()), graph, session, lenders::of);
            exported = build.run(options.failOnMiss());
        } catch (SlipwayException e) {
            if (build != null) {
                build.tell(io.err());
            }
            throw e;
        }
        store.syncLater();
        metadata(exported, build.graph(), asked.ensured());
        return build.graph();
    }
}
