// SPDX-License-Identifier: Apache-2.0
package dev.slipway.text;

import java.util.List;
import java.util.Objects;

/** An input is wrong; each diagnostic names its place. What is no text, as an archive, has none: then the message says all. */
public final class SourceException extends SlipwayException {
    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> diagnostics;

    public SourceException(List<Diagnostic> diagnostics) {
        this(Outcome.SOURCE, diagnostics);
    }

    /** @param outcome what it comes to, where the file is right but what it names cannot be had */
    public SourceException(Outcome outcome, List<Diagnostic> diagnostics) {
        super(outcome, summary(diagnostics), null);
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** For an input that is no text. */
    public SourceException(String message, Throwable cause) {
        super(Outcome.SOURCE, message, cause);
        this.diagnostics = List.of();
    }

    private SourceException(Outcome outcome, SourceException same) {
        super(outcome, Objects.requireNonNull(same.getMessage()), same);
        this.diagnostics = same.diagnostics;
    }

    public SourceException(Diagnostic diagnostic) {
        this(List.of(diagnostic));
    }

    /** One error at a place. */
    public static SourceException at(SourceSpan where, String summary) {
        return new SourceException(Diagnostic.error(summary, where));
    }

    /** One error at a place, and what to do. */
    public static SourceException at(SourceSpan where, String summary, String help) {
        return new SourceException(Diagnostic.error(summary, help, where));
    }

    /** The same, where it comes to something else. */
    public SourceException as(Outcome outcome) {
        return new SourceException(outcome, this);
    }

    /** What is wrong, in the order of the file, warnings among them. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    private static String summary(List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .filter(Diagnostic::isError)
                .map(Diagnostic::summary)
                .findFirst()
                .orElse("invalid input");
    }
}
