// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.dockerfile.words.Blanks;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads parser directives line by line. They stand in front of all else: the first line that is none, be it empty, ends
 * them.
 */
final class DirectiveReader {
    /** A directive, its name in lower case. */
    record Directive(String name, Located value) {}

    private final String commentSign;
    private final Problems problems;
    private final Map<String, Located> seen = new HashMap<>();
    private boolean done;

    /** @param commentSign what directives begin with: {@code #}, or {@code //} in other languages */
    DirectiveReader(String commentSign, Problems problems) {
        this.commentSign = commentSign;
        this.problems = problems;
    }

    boolean isDone() {
        return done;
    }

    Optional<Located> value(String name) {
        return Optional.ofNullable(seen.get(name));
    }

    /** The directive that the line holds from the index on, if it holds one. */
    Optional<Directive> read(LogicalLine line, int start) {
        if (done) {
            return Optional.empty();
        }
        String text = line.text();
        int end = Blanks.trimEnd(text, start, text.length());
        if (text.startsWith(commentSign, start)) {
            int nameStart = Blanks.skip(text, start + commentSign.length(), end);
            int nameEnd = nameEnd(text, nameStart, end);
            int equals = Blanks.skip(text, nameEnd, end);
            if (nameEnd > nameStart && equals < end && text.charAt(equals) == '=') {
                int valueStart = Blanks.skip(text, equals + 1, end);
                String name = text.substring(nameStart, nameEnd).toLowerCase(Locale.ROOT);
                if (valueStart < end && isKnown(name)) {
                    Located value = new Located(text.substring(valueStart, end), line.span(valueStart, end));
                    return accept(new Directive(name, value), line, start, end);
                }
            }
        }
        done = true;
        return Optional.empty();
    }

    private Optional<Directive> accept(Directive directive, LogicalLine line, int start, int end) {
        Located earlier = seen.putIfAbsent(directive.name(), directive.value());
        if (earlier != null) {
            problems.error(
                    "only one " + directive.name() + " parser directive can be used",
                    "remove this line, or the earlier one",
                    line.span(start, end));
        }
        return Optional.of(directive);
    }

    private static int nameEnd(String text, int start, int end) {
        int at = start;
        while (at < end && isNameCharacter(text.charAt(at), at > start)) {
            at++;
        }
        return at;
    }

    private static boolean isNameCharacter(char c, boolean digits) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (digits && c >= '0' && c <= '9');
    }

    private static boolean isKnown(String name) {
        return name.equals("syntax") || name.equals("escape") || name.equals("check");
    }
}
