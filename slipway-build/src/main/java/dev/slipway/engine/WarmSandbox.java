// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.exec.OciRuntime;
import dev.slipway.exec.Sandbox;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.snapshot.Store;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sandbox of a build. Making it costs more than a command in it does, and so does what else the first command of a
 * build needs; so it is begun on a thread of its own as soon as it is known that a command will run.
 */
final class WarmSandbox implements AutoCloseable {
    private final Store store;
    private final Map<String, String> environment;
    private final Set<Step> leadToCommands = new HashSet<>();
    private @Nullable Thread warming;
    private @Nullable Sandbox open;

    WarmSandbox(Store store, Map<String, String> environment) {
        this.store = store;
        this.environment = environment;
    }

    /** Finds the commands, and all steps whose running means that a command after them will run. */
    void expect(List<Step> roots) {
        roots.forEach(root -> expect(root, false, new HashSet<>()));
    }

    private void expect(Step step, boolean leads, Set<Step> others) {
        boolean nowLeads = leads || step.op() instanceof Op.Exec;
        if (nowLeads ? leadToCommands.add(step) : others.add(step)) {
            step.inputs().forEach(input -> expect(input, nowLeads, others));
        }
    }

    /** Begins to make the sandbox if this step, which is about to run, is or leads to a command. */
    synchronized void begin(Step step) {
        if (warming == null && leadToCommands.contains(step)) {
            warming = Thread.ofPlatform().daemon().name("slipway-warm-up").start(this::warmUp);
        }
    }

    private void warmUp() {
        try {
            Sandbox.load();
            Sandbox sandbox = opened();
            store.mountsRoot();
            sandbox.warmUp();
        } catch (RuntimeException _) {
            // it fails again, and is told, where the sandbox is needed
        }
    }

    /** The sandbox; waits for what was begun. */
    Sandbox get() throws InterruptedException {
        Thread begun;
        synchronized (this) {
            begun = warming;
        }
        if (begun != null) {
            begun.join();
        }
        // containers see the mounts made below the root only if it was made before the first of them
        store.mountsRoot();
        return opened();
    }

    private synchronized Sandbox opened() {
        Sandbox found = open;
        if (found == null) {
            found = Sandbox.open(OciRuntime.find(environment), store.newTempFolder(), store.sandboxFolder());
            open = found;
        }
        return found;
    }

    @Override
    public void close() {
        Thread begun;
        synchronized (this) {
            begun = warming;
        }
        boolean interrupted = false;
        while (begun != null && begun.isAlive()) {
            try {
                begun.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        synchronized (this) {
            if (open != null) {
                open.close();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
