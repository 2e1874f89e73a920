// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.hcl.value.Value;
import dev.slipway.text.SourceSpan;
import java.util.List;

/** An expression in parentheses: as the key of an object it is evaluated, where a bare name would be the key itself. */
record Parentheses(Expression inner, SourceSpan span) implements Expression {
    @Override
    public Value value(Scope scope) {
        return inner.value(scope);
    }

    @Override
    public List<Expression> parts() {
        return List.of(inner);
    }
}
