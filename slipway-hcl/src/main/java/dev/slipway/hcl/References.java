// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an expression names of what stands around it.
 *
 * @param variables those that the expression does not define itself
 */
public record References(List<Variable> variables, List<Call> calls) {
    public static References of(Expression expression) {
        References found = new References(new ArrayList<>(), new ArrayList<>());
        found.collect(expression, Set.of());
        return found;
    }

    private void collect(Expression expression, Set<String> own) {
        Set<String> names = own;
        if (expression instanceof Variable variable) {
            if (!own.contains(variable.name())) {
                variables.add(variable);
            }
            return;
        }
        if (expression instanceof Call call) {
            calls.add(call);
        } else if (expression instanceof For loop) {
            names = inside(loop.loop(), own);
        } else if (expression instanceof Template.Loop loop) {
            names = inside(loop.loop(), own);
        } else if (expression instanceof Access.Splat) {
            names = new HashSet<>(own);
            names.add(Access.ELEMENT);
        }
        for (Expression part : expression.parts()) {
            collect(part, names);
        }
    }

    private Set<String> inside(For.Loop loop, Set<String> own) {
        collect(loop.collection(), own);
        Set<String> names = new HashSet<>(own);
        names.addAll(loop.names());
        return names;
    }
}
