// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.hcl.value.Value;
import dev.slipway.text.SourceSpan;
import java.util.List;
import java.util.Optional;

/** A value that is written out: a number, {@code true}, {@code false}, {@code null}, or text without anything in it. */
record Literal(Value constant, SourceSpan span) implements Expression {
    @Override
    public Value value(Scope scope) {
        return constant;
    }

    @Override
    public List<Expression> parts() {
        return List.of();
    }

    @Override
    public Optional<String> keyword() {
        String text = span.text();
        return text.equals("null") || text.equals("true") || text.equals("false")
                ? Optional.of(text)
                : Optional.empty();
    }
}
