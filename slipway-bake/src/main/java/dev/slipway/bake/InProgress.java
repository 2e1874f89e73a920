// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceSpan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is being evaluated, so that a value that needs itself is told with its path. */
final class InProgress {
    private final Map<String, SourceSpan> path = new LinkedHashMap<>();

    /** @throws CycleException if that is being evaluated already */
    void enter(String name, SourceSpan where) {
        if (!path.containsKey(name)) {
            path.put(name, where);
            return;
        }
        StringBuilder cycle = new StringBuilder();
        boolean isPart = false;
        for (String one : path.keySet()) {
            isPart |= one.equals(name);
            cycle.append(isPart ? one + " -> " : "");
        }
        Diagnostic diagnostic = Diagnostic.error("these need one another: " + cycle + name, where);
        for (Map.Entry<String, SourceSpan> one : path.entrySet()) {
            if (cycle.indexOf(one.getKey() + " -> ") >= 0 && !one.getKey().equals(name)) {
                diagnostic = diagnostic.withNote(one.getKey() + " is defined here", one.getValue());
            }
        }
        throw new CycleException(diagnostic.withHelp(Optional.of("one of them must not use the next")));
    }

    void leave(String name) {
        path.remove(name);
    }
}
