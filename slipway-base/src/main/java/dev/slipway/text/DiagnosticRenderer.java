// SPDX-License-Identifier: Apache-2.0
package dev.slipway.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes diagnostics for people: {@code file:line:column: severity: summary}, the line and the one before it, and a
 * caret under the place with the help beside it.
 */
public final class DiagnosticRenderer {
    private static final int MAX_WIDTH = 160;
    private static final int MAX_BEFORE = 120;
    private static final int KEPT_BEFORE = 60;
    private static final String CUT = "...";
    private static final int MOST_ERRORS = 25;

    private DiagnosticRenderer() {}

    /** The message in full, each line ended. */
    public static String render(Diagnostic diagnostic) {
        StringBuilder out = new StringBuilder();
        diagnostic.at().ifPresent(at -> out.append(at).append(": "));
        out.append(diagnostic.severity().word()).append(": ").append(diagnostic.summary());
        diagnostic.rule().ifPresent(rule -> out.append(" [").append(rule).append(']'));
        out.append('\n');
        diagnostic
                .at()
                .ifPresentOrElse(
                        at -> appendExcerpt(out, at, diagnostic.help().orElse("")),
                        () -> diagnostic
                                .help()
                                .ifPresent(help -> out.append("  ").append(help).append('\n')));
        for (Diagnostic.Note note : diagnostic.notes()) {
            out.append("  note: ").append(note.text());
            note.at().ifPresent(at -> out.append(" (").append(at).append(')'));
            out.append('\n');
        }
        return out.toString();
    }

    /** All of them, warnings first and errors last, each kind in the order given; of very many errors the first. */
    public static String render(List<Diagnostic> diagnostics) {
        List<Diagnostic> ordered = new ArrayList<>(diagnostics);
        ordered.sort(Comparator.comparing(Diagnostic::severity));
        StringBuilder out = new StringBuilder();
        int errors = 0;
        for (Diagnostic diagnostic : ordered) {
            errors += diagnostic.isError() ? 1 : 0;
            if (errors <= MOST_ERRORS) {
                out.append(render(diagnostic));
            }
        }
        if (errors > MOST_ERRORS) {
            out.append("error: and ").append(errors - MOST_ERRORS).append(" more like these\n");
        }
        return out.toString();
    }

    private static void appendExcerpt(StringBuilder out, SourceSpan at, String help) {
        SourceFile file = at.file();
        int line = at.line();
        int width = Integer.toString(line).length();
        if (line > 1 && !file.line(line - 1).isBlank()) {
            appendLine(out, width, line - 1, file.line(line - 1));
        }
        String before = printable(file.text(file.lineStart(line), at.start()));
        String marked = printable(file.text(at.start(), Math.min(at.end(), Math.max(at.start(), file.lineEnd(line)))));
        String shown = file.line(line);
        if (before.length() > MAX_BEFORE) {
            // the part of a long line that it is about
            int cut = before.offsetByCodePoints(before.length(), -Math.min(KEPT_BEFORE, width(before)));
            shown = CUT + printable(shown).substring(cut);
            before = CUT + before.substring(cut);
        }
        appendLine(out, width, line, shown);
        out.append(" ".repeat(width + 2)).append("| ").append(" ".repeat(width(before)));
        out.append("^".repeat(Math.clamp(width(marked), 1, MAX_WIDTH - before.length() + 1)));
        if (!help.isEmpty()) {
            out.append(' ').append(help);
        }
        out.append('\n');
    }

    private static void appendLine(StringBuilder out, int width, int line, String text) {
        String number = Integer.toString(line);
        String shown = printable(text);
        out.append(" ".repeat(width - number.length() + 1)).append(number).append(" | ");
        out.append(shown.length() > MAX_WIDTH ? shown.substring(0, MAX_WIDTH) + "..." : shown)
                .append('\n');
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    // control characters must not reach a terminal; a tab counts as one blank so that the caret stands right
    private static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        UrlCredentials.covered(text)
                .codePoints()
                .forEach(c -> out.appendCodePoint(c == '\t' ? ' ' : Character.isISOControl(c) ? '?' : c));
        return out.toString();
    }
}
