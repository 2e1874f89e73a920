// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.explain.Explainer;
import dev.slipway.explain.Explanation;
import dev.slipway.explain.Journal;
import dev.slipway.explain.NamedInputs;
import dev.slipway.graph.Step;
import dev.slipway.progress.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Tells why a step runs when it begins, and notes what became of it. */
final class StepReasons {
    private final StepKnowledge known;
    private final Listings listings;
    private final Journal journal;
    private final Progress progress;

    StepReasons(StepKnowledge known, Listings listings, Journal journal, Progress progress) {
        this.known = known;
        this.listings = listings;
        this.journal = journal;
        this.progress = progress;
    }

    interface Running {
        StepResult run() throws InterruptedException;
    }

    Map<String, String> inputs(Step step) {
        return NamedInputs.of(step, known);
    }

    List<String> targets(Step step) {
        return journal.targets(step);
    }

    /** Runs the step, having told why. */
    StepResult noted(Step step, List<StepResult> inputs, Running running) throws InterruptedException {
        Instant began = progress.clock().instant();
        listings.keep(step, inputs);
        boolean failed = true;
        try {
            StepResult result = journal.isKept() ? told(step, running) : running.run();
            known.ran(step, result);
            failed = false;
            return result;
        } finally {
            // what was stopped because another step failed has not failed itself
            if (!failed || !Thread.currentThread().isInterrupted()) {
                journal.ran(step, Duration.between(began, progress.clock().instant()), failed);
            }
        }
    }

    private StepResult told(Step step, Running running) throws InterruptedException {
        try (Telling _ = new Telling(() -> tell(step))) {
            return running.run();
        }
    }

    /** Why the step would run, found out before anything does; to be asked inputs first. */
    Explanation expected(Step step) throws InterruptedException {
        listings.keep(step);
        return journal.explainer().ofRunning(step);
    }

    private void tell(Step step) {
        Explainer explainer = journal.explainer();
        String why = explainer.ofRunning(step).text();
        if (explainer.isWorthTelling(step)) {
            progress.because(step.digest(), why);
        }
    }
}
