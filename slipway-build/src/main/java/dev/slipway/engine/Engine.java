// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.cache.CacheImports;
import dev.slipway.cache.CachedHistories;
import dev.slipway.cache.MountImports;
import dev.slipway.digest.Digest;
import dev.slipway.dockerfile.ignore.IgnorePatterns;
import dev.slipway.explain.Journal;
import dev.slipway.explain.Volume;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.progress.Progress;
import dev.slipway.progress.ProgressSink;
import dev.slipway.registry.RegistryClient;
import dev.slipway.snapshot.ActionRecord;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.LayerId;
import dev.slipway.snapshot.Store;
import dev.slipway.solve.Solver;
import dev.slipway.sys.Kernel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Builds on this machine. What is costly is made when it is first needed: a build in which nothing changed starts no
 * runtime, opens no connection and makes no system call of its own.
 */
public final class Engine implements AutoCloseable {
    private final Store store;
    private final Progress progress;
    private final Contents contents;
    private final ImagePuller images;
    private final LazyLayers lazy;
    private final Findings findings = new Findings();
    private final StepKeys keys;
    private final StepWork work;
    private final WarmSandbox sandbox;
    private final Journal journal;
    private final StepReasons reasons;
    private final Set<Digest> ofResult = new HashSet<>();
    private volatile Consumer<LayerId> newLayer = _ -> {};
    private volatile Solver<Step, StepResult> solver;
    private final Set<Digest> declared = new HashSet<>();

    /**
     * What an engine works with.
     *
     * @param secrets for servers that want to know who asks
     * @param terms those of each step
     * @param ignored what is left out of each context, by its name
     * @param caches what other machines built
     */
    public record Setting(
            Store store,
            CacheImports caches,
            Supplier<RegistryClient> registry,
            PackageArchives archives,
            Secrets secrets,
            Terms.Finder terms,
            Map<String, IgnorePatterns> ignored,
            Progress progress,
            Map<String, String> environment) {
        /** The same with another store, telling of it elsewhere; of secrets in layers the first has told. */
        public Setting in(Store other, ProgressSink told) {
            return new Setting(
                    other,
                    CacheImports.none(progress),
                    registry,
                    archives,
                    secrets,
                    step -> terms.of(step).withoutLeaks(),
                    ignored,
                    new Progress(told, progress.clock()),
                    environment);
        }
    }

    public Engine(Setting setting) {
        this(setting, () -> Journal.Place.NOWHERE);
    }

    /** @param place where what becomes of the steps is noted; asked when the first one runs */
    public Engine(Setting setting, Supplier<Journal.Place> place) {
        Kernel kernel = Kernel.linux();
        this.store = setting.store();
        this.progress = setting.progress();
        this.sandbox = new WarmSandbox(store, setting.environment());
        this.contents = new Contents(store, kernel, setting.ignored());
        this.images = new ImagePuller(store, setting.registry(), progress);
        MountImports caches = new MountImports(setting.caches(), kernel, progress);
        ExecMounts mounts = new ExecMounts(store, kernel, contents, new ExecMounts.Sources(setting.terms(), caches));
        Leaks leaks = new Leaks(store, setting.terms(), progress.sink());
        StepRunner runner = new StepRunner(
                images,
                new PackagesRunner(store, setting.archives(), progress),
                new HttpFiles(store),
                new GitRepositories(store, setting.environment(), setting.secrets()),
                new ExecRunner(store, sandbox::get, mounts, leaks, progress),
                new FilesRunner(store, kernel, contents, setting.terms()));
        StepKnowledge known = new StepKnowledge();
        this.lazy = new LazyLayers(store, setting.caches(), progress);
        StepMemory memory = new StepMemory(store, lazy, findings, known);
        this.keys = new StepKeys(memory, contents, new ContextProgress(progress));
        this.journal = new Journal(store, known, new CachedHistories(setting.caches()), place);
        this.reasons = new StepReasons(known, new Listings(store, contents, known), journal, progress);
        this.work = new StepWork(
                new StepWork.Parts(memory, keys, runner, leaks, reasons, new Turns(store, setting.environment())),
                progress,
                new Watcher());
        this.solver = new Solver<>(work);
    }

    public ImagePuller images() {
        return images;
    }

    private final class Watcher implements StepWork.Watcher {
        @Override
        public void begins(Step step) {
            sandbox.begin(step);
        }

        @Override
        public void made(Step step, Chain chain) {
            if (!chain.isEmpty() && ofResult.contains(step.digest())) {
                newLayer.accept(chain.layers().getLast());
            }
        }
    }

    /**
     * What is to be built.
     *
     * @param roots all are solved as one graph
     * @param packed the steps whose results' layers are told of as soon as they are made
     * @param here the roots whose layers must be in the store at the end, even if a cache has them
     */
    public record Goal(List<Step> roots, List<Step> packed, List<Step> here) {
        public Goal {
            roots = List.copyOf(roots);
            packed = List.copyOf(packed);
            here = List.copyOf(here);
        }

        /** Steps of which all is wanted. */
        public static Goal of(List<Step> roots) {
            return new Goal(roots, roots, roots);
        }
    }

    /** For a build whose records are wanted afterwards. */
    public Findings remember() {
        findings.begin();
        return findings;
    }

    /**
     * The results of the roots, in order.
     *
     * @param newLayer told of each layer of the packed results that had to be made, as soon as it is there, from several
     *     threads
     */
    public List<StepResult> build(Goal goal, Consumer<LayerId> newLayer) throws InterruptedException {
        this.newLayer = newLayer;
        LayerSteps.ofResults(goal.packed()).forEach(step -> ofResult.add(step.digest()));
        goal.roots().forEach(this::declare);
        sandbox.expect(goal.roots());
        boolean failed = true;
        try {
            // what is all here needs no cache from elsewhere, nor asks any
            List<StepResult> results =
                    lazy.mayKnow() && !solver.knowsAll(goal.roots()) ? withCaches(goal) : solver.solveAll(goal.roots());
            failed = false;
            return results;
        } finally {
            journal.save(failed);
        }
    }

    private List<StepResult> withCaches(Goal goal) throws InterruptedException {
        lazy.open();
        while (true) {
            try {
                solver = new Solver<>(work);
                List<StepResult> results = solver.solveAll(goal.roots());
                bring(goal, results);
                lazy.keep();
                return results;
            } catch (LostLayerException e) {
                lazy.lose(e);
            }
        }
    }

    private void bring(Goal goal, List<StepResult> results) throws InterruptedException {
        for (int i = 0; i < results.size(); i++) {
            Step root = goal.roots().get(i);
            Chain chain = results.get(i).chain();
            lazy.noteTimes(chain);
            if (goal.here().contains(root)) {
                lazy.bring(root.name(), chain);
            }
        }
    }

    /** Whether the step has a result by now: after a failure, what was built before it. */
    public boolean isBuilt(Step step) {
        return solver.isSolved(step);
    }

    /** What explains later builds that end in these steps, on other machines. */
    public Volume histories(Collection<Step> roots) {
        return journal.volume(roots);
    }

    /** What a build would do, found out without running anything. */
    public BuildForecast forecast() {
        lazy.open();
        return new BuildForecast(work, lazy, reasons);
    }

    /** What is known of the steps that bring something from outside: images, packages, downloads, repositories. */
    public List<ActionRecord> inputs(List<Step> roots) throws InterruptedException {
        List<ActionRecord> found = new ArrayList<>();
        for (Step step : LayerSteps.all(roots)) {
            if (step.inputs().isEmpty() && !(step.op() instanceof Op.Files)) {
                keys.quick(step, List.of()).flatMap(store::find).ifPresent(found::add);
            }
        }
        return found;
    }

    private void declare(Step step) {
        if (!declared.add(step.digest())) {
            return;
        }
        step.inputs().forEach(this::declare);
        if (StepWork.isShown(step) || step.op() instanceof Op.Local) {
            progress.declared(
                    step.digest(),
                    step.name(),
                    step.inputs().stream().map(Step::digest).toList());
        }
    }

    @Override
    public void close() {
        try (journal) {
            contents.close();
        } finally {
            sandbox.close();
        }
    }
}
