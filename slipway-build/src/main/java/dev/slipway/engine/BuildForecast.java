// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.explain.Explanation;
import dev.slipway.graph.Step;
import dev.slipway.solve.Forecast;
import dev.slipway.solve.Forecast.Outlook;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a build would do, found out without running a step. For one thread. */
public final class BuildForecast {
    private final StepWork work;
    private final LazyLayers lazy;
    private Forecast<Step, StepResult> forecast;
    private final StepReasons reasons;

    /**
     * A step that people want to know of.
     *
     * @param because the step that decides it, where another one does
     */
    public record Planned(Step step, Outlook<Step> outlook, Optional<Step> because) {
        /** Whether it will be run, or may be. */
        public boolean mayRun() {
            return !(outlook instanceof Outlook.Cached);
        }

        /** Whether it will be run for its own sake: it has no result, though nothing that it stands on will run. */
        public boolean isFirstCause() {
            return outlook instanceof Outlook.Runs<Step> runs && runs.because() == Forecast.Reason.NO_RESULT;
        }
    }

    BuildForecast(StepWork work, LazyLayers lazy, StepReasons reasons) {
        this.work = work;
        this.lazy = lazy;
        this.forecast = new Forecast<>(work);
        this.reasons = reasons;
    }

    /** The steps that a build of this one looks at, inputs first: below what is there already it looks at nothing. */
    public List<Planned> of(Step root) throws InterruptedException {
        while (true) {
            try {
                List<Planned> planned = new ArrayList<>();
                collect(root, new HashSet<>(), planned);
                return planned;
            } catch (LostLayerException e) {
                lazy.lose(e);
                forecast = new Forecast<>(work);
            }
        }
    }

    /** Why the step would run, against the last build; to be asked inputs first. */
    public Explanation why(Planned planned) throws InterruptedException {
        return reasons.expected(planned.step());
    }

    private void collect(Step step, Set<Step> seen, List<Planned> into) throws InterruptedException {
        if (!seen.add(step)) {
            return;
        }
        Outlook<Step> outlook = forecast.of(step);
        if (!(outlook instanceof Outlook.Cached)) {
            for (Step input : step.inputs()) {
                collect(input, seen, into);
            }
        }
        if (StepWork.isShown(step)) {
            into.add(new Planned(step, outlook, because(outlook)));
        }
    }

    private Optional<Step> because(Outlook<Step> outlook) throws InterruptedException {
        return switch (outlook) {
            case Outlook.Cached<Step> _ -> Optional.empty();
            case Outlook.Runs<Step> runs ->
                runs.after().isPresent() ? Optional.of(shown(runs.after().get())) : Optional.empty();
            case Outlook.Depends<Step> depends -> Optional.of(shown(depends.on()));
        };
    }

    // what is only a form of words is not told of: what it waits for is
    private Step shown(Step step) throws InterruptedException {
        Step at = step;
        while (!StepWork.isShown(at)) {
            Optional<Step> open = Optional.empty();
            for (Step input : at.inputs()) {
                if (open.isEmpty() && !(forecast.of(input) instanceof Outlook.Cached)) {
                    open = Optional.of(input);
                }
            }
            if (open.isEmpty()) {
                return at;
            }
            at = open.get();
        }
        return at;
    }
}
