// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.dockerfile.ignore.IgnorePatterns;
import dev.slipway.exec.OciRuntime;
import dev.slipway.exec.Sandbox;
import dev.slipway.graph.Step;
import dev.slipway.progress.ProgressEvent;
import dev.slipway.progress.ProgressSink;
import dev.slipway.registry.RegistryClient;
import dev.slipway.snapshot.Store;
import dev.slipway.solve.Solver;
import dev.slipway.sys.Kernel;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds on this machine. What is costly is made when it is first needed: a build in which nothing changed starts no
 * runtime, opens no connection and makes no system call of its own.
 */
public final class Engine implements AutoCloseable {
    private final Store store;
    private final ProgressSink sink;
    private final Clock clock;
    private final Map<String, String> environment;
    private final Contents contents;
    private final ImagePuller images;
    private final StepWork work;
    private final Set<Step> declared = new LinkedHashSet<>();
    private @Nullable Sandbox sandbox;

    /**
     * What an engine works with.
     *
     * @param ignored what is left out of each context, by its name
     * @param epoch the time of what the build itself makes; the present when absent
     */
    public record Setting(
            Store store,
            Supplier<RegistryClient> registry,
            PackageArchives archives,
            Secrets secrets,
            Map<String, IgnorePatterns> ignored,
            Optional<Instant> epoch,
            ProgressSink sink,
            Clock clock,
            Map<String, String> environment) {}

    public Engine(Setting setting) {
        Kernel kernel = Kernel.linux();
        this.store = setting.store();
        this.sink = setting.sink();
        this.clock = setting.clock();
        this.environment = setting.environment();
        this.contents = new Contents(store, kernel, setting.ignored());
        this.images = new ImagePuller(store, setting.registry(), sink, clock);
        ExecMounts mounts = new ExecMounts(store, kernel, contents, setting.secrets());
        StepRunner runner = new StepRunner(
                images,
                new PackagesRunner(store, setting.archives(), sink, clock),
                new HttpFiles(store),
                new GitRepositories(store, environment, setting.secrets()),
                new ExecRunner(store, this::sandbox, mounts, sink, clock),
                new FilesRunner(store, kernel, contents, setting.epoch()));
        StepKeys keys = new StepKeys(store, contents, new ContextProgress(sink, clock));
        this.work = new StepWork(store, keys, runner, sink, clock);
    }

    private synchronized Sandbox sandbox() {
        Sandbox open = sandbox;
        if (open == null) {
            // mounts made below the root are seen by containers only if it was made before the first of them
            store.mountsRoot();
            open = Sandbox.open(OciRuntime.find(environment), store.newTempFolder());
            sandbox = open;
        }
        return open;
    }

    public ImagePuller images() {
        return images;
    }

    /** The results of the steps, in order; all are solved as one graph. */
    public List<StepResult> build(List<Step> roots) throws InterruptedException {
        roots.forEach(this::declare);
        return new Solver<>(work).solveAll(roots);
    }

    private void declare(Step step) {
        if (!declared.add(step)) {
            return;
        }
        step.inputs().forEach(this::declare);
        if (StepWork.isShown(step) || step.op() instanceof dev.slipway.graph.Op.Local) {
            sink.accept(new ProgressEvent.Declared(
                    step.digest(),
                    step.name(),
                    step.inputs().stream().map(Step::digest).toList()));
        }
    }

    @Override
    public void close() {
        try {
            contents.close();
        } finally {
            synchronized (this) {
                if (sandbox != null) {
                    sandbox.close();
                }
            }
        }
    }
}
