// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.progress.ProgressEvent;
import dev.slipway.progress.ProgressSink;
import dev.slipway.snapshot.ActionRecord;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.LayerId;
import dev.slipway.snapshot.LayerTimes;
import dev.slipway.snapshot.Lease;
import dev.slipway.snapshot.Store;
import dev.slipway.solve.Work;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives the solver what it needs to know of steps: keys, records of the store, and running them. */
final class StepWork implements Work<Step, StepResult> {
    private final Store store;
    private final StepKeys keys;
    private final StepRunner runner;
    private final Leaks leaks;
    private final ProgressSink sink;
    private final Clock clock;
    private final Watcher watcher;

    /** Who wants to know what is run. */
    interface Watcher {
        /** The step is going to be run. */
        void begins(Step step);

        /** It has made these layers, the last of which is its own. */
        void made(Step step, Chain chain);
    }

    StepWork(
            Store store,
            StepKeys keys,
            StepRunner runner,
            Leaks leaks,
            ProgressSink sink,
            Clock clock,
            Watcher watcher) {
        this.store = store;
        this.keys = keys;
        this.runner = runner;
        this.leaks = leaks;
        this.sink = sink;
        this.clock = clock;
        this.watcher = watcher;
    }

    @Override
    public Optional<Digest> quickKey(Step step, List<Optional<Digest>> inputs) throws InterruptedException {
        return keys.quick(step, inputs);
    }

    @Override
    public Digest key(Step step, List<StepResult> inputs) throws InterruptedException {
        return keys.exact(step, inputs);
    }

    @Override
    public Optional<StepResult> find(Step step, Digest key) {
        // a folder is never made, and nothing needs no record
        if (step.op() instanceof Op.Local || (step.op() instanceof Op.Merge(var layers) && layers.isEmpty())) {
            return Optional.of(new StepResult(key, Chain.SCRATCH));
        }
        return store.find(key)
                .map(record -> new StepResult(record.resultId(), record.chain()))
                .filter(result -> leaks.allows(step, result));
    }

    @Override
    public Digest identity(StepResult result) {
        return result.identity();
    }

    @Override
    public void cached(Step step) {
        if (isShown(step)) {
            sink.accept(new ProgressEvent.Cached(step.digest(), clock.instant()));
        }
    }

    /** Whether people want to know of the step: not of what is only a form of words. */
    static boolean isShown(Step step) {
        return !(step.op() instanceof Op.Merge) && !(step.op() instanceof Op.Local);
    }

    @Override
    public StepResult run(Step step, Digest key, List<StepResult> inputs) throws InterruptedException {
        if (step.op() instanceof Op.Merge) {
            return merge(step, key, inputs);
        }
        if (step.op() instanceof Op.Local) {
            return new StepResult(key, Chain.SCRATCH);
        }
        try (Lease _ = store.lockKey(key)) {
            // another process may have done it while we waited
            Optional<StepResult> done = step.ignoresCache() ? Optional.empty() : find(step, key);
            if (done.isPresent()) {
                cached(step);
                return done.get();
            }
            return watched(step, key, inputs);
        }
    }

    private StepResult watched(Step step, Digest key, List<StepResult> inputs) throws InterruptedException {
        sink.accept(new ProgressEvent.Started(step.digest(), clock.instant()));
        watcher.begins(step);
        try {
            Chain chain = runner.run(step, inputs);
            StepResult result = save(step, key, chain);
            store.expectSync();
            watcher.made(step, chain);
            sink.accept(new ProgressEvent.Done(step.digest(), clock.instant()));
            return result;
        } catch (InterruptedException e) {
            sink.accept(new ProgressEvent.Cancelled(step.digest(), clock.instant()));
            throw e;
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                sink.accept(new ProgressEvent.Cancelled(step.digest(), clock.instant()));
                throw (InterruptedException) new InterruptedException(step.name()).initCause(e);
            }
            sink.accept(new ProgressEvent.Failed(step.digest(), clock.instant(), String.valueOf(e.getMessage())));
            throw e;
        }
    }

    // what was run again on purpose is another thing for all that builds on it
    private StepResult save(Step step, Digest key, Chain chain) {
        Digest identity = step.ignoresCache() && !chain.isEmpty()
                ? new Hasher().put(key).put(chain.layers().getLast().text()).digest()
                : key;
        Instant now = clock.instant();
        if (!chain.isEmpty() && !(step.op() instanceof Op.Image)) {
            LayerTimes.put(store, chain.layers().getLast(), now);
        }
        store.save(new ActionRecord(key, identity, chain, now, step.name(), Map.of()));
        return new StepResult(identity, chain);
    }

    private StepResult merge(Step step, Digest key, List<StepResult> inputs) {
        List<LayerId> layers = new ArrayList<>();
        inputs.forEach(input -> layers.addAll(input.chain().layers()));
        Chain chain = new Chain(layers);
        store.save(new ActionRecord(key, key, chain, clock.instant(), step.name(), Map.of()));
        return new StepResult(key, chain);
    }
}
