// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.hcl.value.Value;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import java.util.List;
import java.util.Optional;

/** Text with expressions in it. One that is nothing but an expression has that expression's value, whatever its type. */
record Template(List<Expression> parts, SourceSpan span) implements Expression {
    @Override
    public Value value(Scope scope) {
        if (parts.size() == 1 && !(parts.getFirst() instanceof Loop)) {
            return parts.getFirst().value(scope);
        }
        StringBuilder out = new StringBuilder();
        for (Expression part : parts) {
            out.append(text(part, scope));
        }
        return Value.of(out.toString());
    }

    private static String text(Expression part, Scope scope) {
        Value value = part.value(scope);
        if (value.isNull()) {
            throw SourceException.at(
                    part.span(), "null can't be part of a text", "test it before: x == null ? \"\" : x");
        }
        if (value.isSequence() || value.isMapping()) {
            throw SourceException.at(
                    part.span(),
                    "a value of type " + value.type().word() + " can't be part of a text",
                    value.isSequence() ? "join() or jsonencode() make text of it" : "jsonencode() makes text of it");
        }
        return Convert.text(value, part.span());
    }

    @Override
    public Optional<String> keyword() {
        return Optional.empty();
    }

    /** <code>%{for x in y}text%{endfor}</code>. */
    record Loop(For.Loop loop, Expression body, SourceSpan span) implements Expression {
        @Override
        public Value value(Scope scope) {
            StringBuilder out = new StringBuilder();
            for (Scope inner : loop.scopes(scope)) {
                out.append(text(body, inner));
            }
            return Value.of(out.toString());
        }

        @Override
        public List<Expression> parts() {
            return List.of(body);
        }
    }
}
