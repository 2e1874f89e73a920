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
        if (end <= 0) {
            return 0;
        }
        return switch (step.op()) {
            case Op.Exec exec -> add(step, exec.root(), end);
            case Op.Files files -> add(step, files.base(), end);
            case Op.Merge(var layers) -> {
                int left = end;
                for (Step one : layers.reversed()) {
                    left = fill(one, left);
                }
                yield left;
            }
            case Op.Http _, Op.Git _, Op.Packages _ -> {
                makers.put(end - 1, step);
                yield end - 1;
            }
            case Op.Image _ -> 0;
            case Op.Local _ -> end;
        };
    }

    private int add(Step step, Step base, int end) {
        makers.put(end - 1, step);
        return fill(base, end - 1);
    }

    /** The steps and all that they need, each once. */
    static Set<Step> all(List<Step> roots) {
        Set<Step> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Step> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            Step step = open.pop();
            if (seen.add(step)) {
                step.inputs().forEach(open::push);
            }
        }
        return seen;
    }
}
