// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.List;

/** What is being evaluated, so that a value that needs itself is told with its path. */
final class InProgress {
    /** One value: its name in parts, which are joined only for a message. */
    private record Step(String owner, String name, SourceSpan where) {
        boolean is(String otherOwner, String otherName) {
            return name.equals(otherName) && owner.equals(otherOwner);
        }

        String shown() {
            return owner.isEmpty() ? name : owner + " " + name;
        }
    }

    private static final int MAX_DEPTH = 10_000;

    private final List<Step> path = new ArrayList<>();

    /**
     * @param owner what kind of thing it is, or the block that it is part of; empty for a variable
     * @throws CycleException if that is being evaluated already
     */
    void enter(String owner, String name, SourceSpan where) {
        for (int i = 0; i < path.size(); i++) {
            if (path.get(i).is(owner, name)) {
                throw cycle(path.subList(i, path.size()), where);
            }
        }
        if (path.size() == MAX_DEPTH) {
            throw SourceException.at(
                    where, "more than " + MAX_DEPTH + " values need one another in a row", "shorten the way to it");
        }
        path.add(new Step(owner, name, where));
    }

    void leave() {
        path.removeLast();
    }

    private static CycleException cycle(List<Step> steps, SourceSpan where) {
        StringBuilder shown = new StringBuilder();
        steps.forEach(step -> shown.append(step.shown()).append(" -> "));
        String summary = "these need one another: " + shown + steps.getFirst().shown();
        Diagnostic diagnostic = Diagnostic.error(summary, "one of them must not use the next", where);
        for (Step step : steps.subList(1, steps.size())) {
            diagnostic = diagnostic.withNote(step.shown() + " is defined here", step.where());
        }
        return new CycleException(diagnostic);
    }
}
