// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.text.SourceFile;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.UrlCredentials;

/** The lines of a file around a place, the place's own marked, as buildx shows where a build failed. */
final class SourceExcerpt {
    private static final int AROUND = 2;
    private static final int MOST = 20;
    private static final int WIDTH = 160;
    private static final String RULE = "--------------------\n";

    private SourceExcerpt() {}

    static String of(SourceSpan at) {
        SourceFile file = at.file();
        int first = Math.max(1, at.line() - AROUND);
        int marked = Math.min(at.lastLine(), at.line() + MOST - 1);
        int last = Math.min(lastLine(file), marked + AROUND);
        StringBuilder out = new StringBuilder().append(at).append('\n').append(RULE);
        int digits = Math.max(4, Integer.toString(last).length() + 1);
        for (int line = first; line <= last; line++) {
            boolean isMarked = line >= at.line() && line <= marked;
            String number = Integer.toString(line);
            String text = clipped(CommandLine.printable(UrlCredentials.covered(file.line(line))));
            out.repeat(' ', digits - number.length())
                    .append(number)
                    .append(isMarked ? " | >>> " : " |     ")
                    .append(text)
                    .append('\n');
            if (isMarked && at.line() == at.lastLine()) {
                caret(out, at, digits);
            }
        }
        return out.append(RULE).toString();
    }

    // no caret for a whole line: the mark says it already
    private static void caret(StringBuilder out, SourceSpan at, int digits) {
        SourceFile file = at.file();
        String line = file.line(at.line());
        String text = at.text().strip();
        int column = at.column() - 1;
        if (text.equals(line.strip()) || column + 1 > WIDTH) {
            return;
        }
        int length = Math.clamp(text.codePointCount(0, text.length()), 1, WIDTH - column);
        out.repeat(' ', digits)
                .append(" |     ")
                .repeat(' ', column)
                .repeat('^', length)
                .append('\n');
    }

    // a final newline begins an empty line that nobody sees
    private static int lastLine(SourceFile file) {
        int count = file.lineCount();
        return count > 1 && file.line(count).isEmpty() ? count - 1 : count;
    }

    private static String clipped(String line) {
        return line.length() > WIDTH ? line.substring(0, WIDTH) + "..." : line;
    }
}
