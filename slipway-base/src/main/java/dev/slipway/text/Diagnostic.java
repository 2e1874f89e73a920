// SPDX-License-Identifier: Apache-2.0
package dev.slipway.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something to tell the user about a place in a file.
 *
 * @param rule the name of the rule that found it, for rules that can be switched off
 * @param summary what is wrong, in one line without a full stop
 * @param help what to do about it, in one line; printed beside the caret
 * @param at the tight place to point at
 * @param notes further places or facts, printed below
 */
public record Diagnostic(
        Severity severity,
        Optional<String> rule,
        String summary,
        Optional<String> help,
        Optional<SourceSpan> at,
        List<Note> notes) {
    /** A further fact, with the place that it is about. */
    public record Note(String text, Optional<SourceSpan> at) {}

    public Diagnostic {
        notes = List.copyOf(notes);
    }

    public static Diagnostic error(String summary, SourceSpan at) {
        return new Diagnostic(Severity.ERROR, Optional.empty(), summary, Optional.empty(), Optional.of(at), List.of());
    }

    public static Diagnostic error(String summary, String help, SourceSpan at) {
        return error(summary, at).withHelp(help);
    }

    public static Diagnostic warning(String rule, String summary, SourceSpan at) {
        return new Diagnostic(
                Severity.WARNING, Optional.of(rule), summary, Optional.empty(), Optional.of(at), List.of());
    }

    public Diagnostic withHelp(String text) {
        return new Diagnostic(severity, rule, summary, Optional.of(text), at, notes);
    }

    public Diagnostic withHelp(Optional<String> text) {
        return text.map(this::withHelp).orElse(this);
    }

    /** This with a remark that has no place. */
    public Diagnostic withNote(String text) {
        return withNote(new Note(text, Optional.empty()));
    }

    public Diagnostic withNote(String text, SourceSpan where) {
        return withNote(new Note(text, Optional.of(where)));
    }

    private Diagnostic withNote(Note note) {
        List<Note> more = new ArrayList<>(notes);
        more.add(note);
        return new Diagnostic(severity, rule, summary, help, at, more);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
