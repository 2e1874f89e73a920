// SPDX-License-Identifier: Apache-2.0
package dev.slipway.text;

import java.util.List;

/**
 * What a parser made of a text: a value, as far as it got, and all it has to say. Parsers do not throw; they recover at
 * the next instruction or brace and go on.
 */
public record Parsed<T>(T value, List<Diagnostic> diagnostics) {
    public Parsed {
        diagnostics = List.copyOf(diagnostics);
    }

    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }

    /**
     * The value, for callers that want all or nothing.
     *
     * @throws SourceException if a diagnostic is an error
     */
    public T orThrow() {
        if (hasErrors()) {
            throw new SourceException(diagnostics);
        }
        return value;
    }
}
