// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.Field;
import dev.slipway.bake.Target;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.Severity;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.UsageException;
import java.util.List;
import java.util.Optional;

/**
 * An attribute of a target of a bake file, from which a build takes what otherwise stands on the command line.
 *
 * @param place where the attribute was set; absent when no file sets it
 */
record TargetAttribute(String text, Optional<SourceSpan> place) implements ArgumentOrigin {
    /** The text as an argument. */
    static Argument argument(Target target, Field field, String text) {
        Optional<SourceSpan> place = Optional.ofNullable(target.places().get(field));
        String label = "\"" + field.attribute() + "\" of target \"" + target.name() + "\"";
        return new Argument(label, text, new TargetAttribute(text, place), 0, 0, 0);
    }

    /** What was said as if it stood on the command line, at the place of the attribute. */
    static SourceException failure(Target target, Field field, UsageException e) {
        String reason = e.wrongOption().map(UsageException.WrongOption::reason).orElse(String.valueOf(e.getMessage()));
        // options of build are attributes here
        Optional<String> help =
                e.wrongOption().map(UsageException.WrongOption::hint).filter(hint -> !hint.contains("--"));
        return new SourceException(new Diagnostic(
                Severity.ERROR,
                Optional.empty(),
                "target \"" + target.name() + "\": " + reason,
                help,
                Optional.ofNullable(target.places().get(field)),
                List.of()));
    }

    @Override
    public String word(int index) {
        return text;
    }

    @Override
    public SourceException error(int first, int index, int from, int to, String message, String hint) {
        String shown = CommandLine.printable(text);
        String summary = shown.isEmpty() || message.contains(shown) ? message : message + ": " + shown;
        Optional<String> help = hint.isEmpty() ? Optional.empty() : Optional.of(hint);
        return new SourceException(new Diagnostic(Severity.ERROR, Optional.empty(), summary, help, place, List.of()));
    }
}
