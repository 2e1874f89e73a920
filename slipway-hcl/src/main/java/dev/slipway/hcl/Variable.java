// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.hcl.value.Value;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.Suggestion;
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
            String summary = "there is no variable \"" + name + "\"";
            throw new SourceException(Diagnostic.error(summary, span)
                    .withHelp(Suggestion.didYouMean(name, scope.variableNames()).or(this::asText)));
        }
        return value.get();
    }

    // in a text it may be meant for a shell, or for a Dockerfile
    private Optional<String> asText() {
        int start = span.start() - 2;
        int end = span.end() + 1;
        boolean isAlone = start >= 0
                && end <= span.file().length()
                && span.file().text(start, end).equals("${" + name + "}");
        return isAlone ? Optional.of("write $${" + name + "} for the text itself") : Optional.empty();
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
