// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.hcl.value.Value;
import dev.slipway.text.SourceSpan;
import java.util.List;
import java.util.Optional;

/**
 * The name of a variable.
 *
 * @param steps the names behind it, of {@code name.a.b}: what of the value will be asked for
 */
public record Variable(String name, List<String> steps, SourceSpan span) implements Expression {
    @Override
    public Value value(Scope scope) {
        Optional<Value> value = scope.variable(name, steps);
        if (value.isEmpty()) {
            throw Faults.unknown(span, "there is no variable \"" + name + "\"", name, scope.variableNames());
        }
        return value.get();
    }

    @Override
    public List<Expression> parts() {
        return List.of();
    }

    @Override
    public Optional<String> keyword() {
        return steps.isEmpty() ? Optional.of(name) : Optional.empty();
    }
}
