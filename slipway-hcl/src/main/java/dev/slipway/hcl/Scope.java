// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.hcl.value.Value;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What names mean. A scope may find values only when they are asked for. */
public interface Scope {
    /**
     * The value of a variable.
     *
     * @param steps the names of the attributes that are asked of it, outermost first: what else the value holds is not
     *     looked at
     */
    Optional<Value> variable(String name, List<String> steps);

    Optional<Callable> function(String name);

    /** The names that there are, for suggestions. */
    Collection<String> variableNames();

    /** The names of the functions that there are, for suggestions. */
    Collection<String> functionNames();

    /** This scope with more variables, which hide those of the same names. */
    default Scope with(Map<String, Value> variables) {
        return new Inner(this, variables);
    }

    /** A scope within another. */
    record Inner(Scope outer, Map<String, Value> variables) implements Scope {
        @Override
        public Optional<Value> variable(String name, List<String> steps) {
            Value own = variables.get(name);
            return own == null ? outer.variable(name, steps) : Optional.of(own);
        }

        @Override
        public Optional<Callable> function(String name) {
            return outer.function(name);
        }

        @Override
        public Collection<String> variableNames() {
            Collection<String> names = new java.util.ArrayList<>(variables.keySet());
            names.addAll(outer.variableNames());
            return names;
        }

        @Override
        public Collection<String> functionNames() {
            return outer.functionNames();
        }
    }
}
