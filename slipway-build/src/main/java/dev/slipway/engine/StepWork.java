// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.explain.StepPlace;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.progress.Progress;
import dev.slipway.snapshot.ActionRecord;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.LayerId;
import dev.slipway.snapshot.LayerTimes;
import dev.slipway.snapshot.Lease;
import dev.slipway.solve.Work;
import dev.slipway.task.Processors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Gives the solver what it needs to know of steps: keys, records of the store, and running them. */
final class StepWork implements Work<Step, StepResult> {
    private static final int LEAST_AT_ONCE = 16;
    private static final int AT_ONCE_PER_PROCESSOR = 4;

    private final Parts parts;
    private final StepMemory memory;
    private final Progress progress;
    // a bake may have a thousand steps that nothing holds back: each takes processes, descriptors and buffers
    private final Semaphore width = new Semaphore(Math.max(LEAST_AT_ONCE, AT_ONCE_PER_PROCESSOR * Processors.count()));
    private final Watcher watcher;

    /** What steps are keyed, found, run and kept with. */
    record Parts(StepMemory memory, StepKeys keys, StepRunner runner, Leaks leaks, StepReasons reasons, Turns turns) {}

    /** Who wants to know what is run. */
    interface Watcher {
        /** The step is going to be run. */
        void begins(Step step);

        /** It has made these layers, the last of which is its own. */
        void made(Step step, Chain chain);
    }

    StepWork(Parts parts, Progress progress, Watcher watcher) {
        this.parts = parts;
        this.memory = parts.memory();
        this.progress = progress;
        this.watcher = watcher;
    }

    @Override
    public Optional<Digest> quickKey(Step step, List<Optional<Digest>> inputs) throws InterruptedException {
        return parts.keys().quick(step, inputs);
    }

    @Override
    public Digest key(Step step, List<StepResult> inputs) throws InterruptedException {
        return parts.keys().exact(step, inputs);
    }

    @Override
    public Optional<StepResult> find(Step step, Digest key) throws InterruptedException {
        // a folder is never made, and nothing needs no record
        if (step.op() instanceof Op.Local || (step.op() instanceof Op.Merge(var layers) && layers.isEmpty())) {
            return Optional.of(new StepResult(key, Chain.SCRATCH));
        }
        StepKnowledge known = memory.known();
        known.key(step, key);
        Optional<ActionRecord> record = memory.store().find(key);
        if (record.isEmpty()) {
            record = memory.lazy().find(key);
        }
        if (record.isEmpty()) {
            return Optional.empty();
        }
        StepResult result = new StepResult(record.get().resultId(), record.get().chain());
        if (!parts.leaks().allows(step, result)) {
            return Optional.empty();
        }
        memory.findings().record(step, record.get());
        known.cached(step, result);
        return Optional.of(result);
    }

    @Override
    public Digest identity(StepResult result) {
        return result.identity();
    }

    @Override
    public void cached(Step step) {
        if (isShown(step)) {
            progress.cached(step.digest());
        }
    }

    /** Whether people want to know of the step: not of what is only a form of words. */
    static boolean isShown(Step step) {
        return !(step.op() instanceof Op.Merge) && !(step.op() instanceof Op.Local);
    }

    @Override
    public StepResult run(Step step, Digest key, List<StepResult> inputs) throws InterruptedException {
        if (step.op() instanceof Op.Merge) {
            memory.known().key(step, key);
            return merge(step, key, inputs);
        }
        if (step.op() instanceof Op.Local) {
            return new StepResult(key, Chain.SCRATCH);
        }
        memory.known().key(step, key);
        width.acquire();
        try (Lease _ = memory.store().lockAction(key)) {
            // another process may have done it while we waited
            Optional<StepResult> done = step.ignoresCache() ? Optional.empty() : find(step, key);
            if (done.isPresent()) {
                cached(step);
                return done.get();
            }
            for (StepResult input : inputs) {
                memory.lazy().bring(step.name(), input.chain());
            }
            try (Lease _ = parts.turns().take()) {
                return watched(step, key, inputs);
            }
        } finally {
            width.release();
        }
    }

    private StepResult watched(Step step, Digest key, List<StepResult> inputs) throws InterruptedException {
        return progress.watched(step.digest(), step.name(), () -> {
            watcher.begins(step);
            return parts.reasons().noted(step, inputs, () -> {
                Chain chain = parts.runner().run(step, inputs);
                memory.findings().ran(step);
                StepResult result = save(step, key, chain);
                memory.store().expectSync();
                watcher.made(step, chain);
                return result;
            });
        });
    }

    // what was run again on purpose is another thing for all that builds on it
    private StepResult save(Step step, Digest key, Chain chain) {
        Digest identity = step.ignoresCache() && !chain.isEmpty()
                ? new Hasher().put(key).put(chain.layers().getLast().text()).digest()
                : key;
        Instant now = progress.clock().instant();
        if (!chain.isEmpty() && !(step.op() instanceof Op.Image)) {
            LayerTimes.put(memory.store(), chain.layers().getLast(), now);
        }
        keep(
                step,
                new ActionRecord(
                        key,
                        identity,
                        chain,
                        now,
                        StepPlace.name(step),
                        parts.reasons().inputs(step)));
        return new StepResult(identity, chain);
    }

    private StepResult merge(Step step, Digest key, List<StepResult> inputs) {
        List<LayerId> layers = new ArrayList<>();
        inputs.forEach(input -> layers.addAll(input.chain().layers()));
        Chain chain = new Chain(layers);
        keep(step, new ActionRecord(key, key, chain, progress.clock().instant(), step.name(), Map.of()));
        return new StepResult(key, chain);
    }

    private void keep(Step step, ActionRecord record) {
        memory.findings()
                .record(step, memory.store().save(record, parts.reasons().targets(step)));
    }
}
