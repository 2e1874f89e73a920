// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Which step made which layer of a result: a command or a copy adds one to its base, an image brings what is left. */
public final class LayerSteps {
    private final Map<Integer, Step> makers = new HashMap<>();

    private LayerSteps() {}

    /** @param layers how many layers the result of the step has */
    public static LayerSteps of(Step root, int layers) {
        LayerSteps found = new LayerSteps();
        found.fill(root, layers);
        return found;
    }

    /** The step that made the layer of this number, counted from the bottom; absent for layers of an image. */
    public Optional<Step> maker(int layer) {
        return Optional.ofNullable(makers.get(layer));
    }

    // from the top down; returns how many layers are left
    private int fill(Step step, int end) {
        if (end <= 0 || step.op() instanceof Op.Image) {
            return 0;
        }
        int left = end;
        if (!(step.op() instanceof Op.Merge) && !(step.op() instanceof Op.Local)) {
            left--;
            makers.put(left, step);
        }
        for (Step below : below(step).reversed()) {
            left = fill(below, left);
        }
        return left;
    }

    // the steps whose layers the filesystem of this one has too, from the bottom up; no switch: each build asks
    private static List<Step> below(Step step) {
        if (step.op() instanceof Op.Merge) {
            return step.inputs();
        }
        boolean hasBase = step.op() instanceof Op.Exec || step.op() instanceof Op.Files;
        return hasBase ? List.of(step.inputs().getFirst()) : List.of();
    }

    /** The steps whose layers are layers of the results; what only gives files or mounts to them is none. */
    public static Set<Step> ofResults(List<Step> roots) {
        return reached(roots, LayerSteps::below);
    }

    /** The steps and all that they need, each once. */
    public static Set<Step> all(List<Step> roots) {
        return reached(roots, Step::inputs);
    }

    private static Set<Step> reached(List<Step> roots, Function<Step, List<Step>> next) {
        Set<Step> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Step> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            Step step = open.pop();
            if (seen.add(step)) {
                next.apply(step).forEach(open::push);
            }
        }
        return seen;
    }
}
