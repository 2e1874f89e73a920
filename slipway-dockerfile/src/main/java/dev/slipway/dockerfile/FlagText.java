// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.dockerfile.words.Blanks;
import dev.slipway.dockerfile.words.Word;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One {@code --name=value} in front of the arguments of an instruction, quotes and escapes removed. */
final class FlagText {
    private final LogicalLine line;
    private final String text;
    // for each character of the text its index in the line
    private final int[] at;
    // the index in the line behind the flag
    private final int end;

    private FlagText(LogicalLine line, String text, int[] at, int end) {
        this.line = line;
        this.text = text;
        this.at = at;
        this.end = end;
    }

    String text() {
        return text;
    }

    /** The flags in front, and where the arguments begin. */
    record Scan(List<FlagText> flags, int rest) {}

    /** The name, without the dashes. */
    String name() {
        int equals = text.indexOf('=');
        return equals < 0 ? text.substring(2) : text.substring(2, equals);
    }

    boolean hasValue() {
        return text.indexOf('=') >= 0;
    }

    Word value() {
        return word(text.indexOf('=') + 1, text.length());
    }

    /** A part of the text, with its place in the file. */
    Word word(int from, int to) {
        return new Word(text.substring(from, to), span(from, to));
    }

    SourceSpan span(int from, int to) {
        if (from >= to) {
            int index = from < at.length ? at[from] : end;
            return line.span(index, index);
        }
        return line.span(at[from], at[to - 1] + 1);
    }

    SourceSpan span() {
        return line.span(at[0], end);
    }

    SourceSpan nameSpan() {
        int equals = text.indexOf('=');
        return span(0, equals < 0 ? text.length() : equals);
    }

    /** Reads the flags that stand between the two indexes. */
    static Scan scan(LogicalLine line, int from, int to) {
        List<FlagText> flags = new ArrayList<>();
        String text = line.text();
        int at = from;
        while (true) {
            at = Blanks.skip(text, at, to);
            if (!text.startsWith("--", at) || at + 2 > to) {
                return new Scan(flags, at);
            }
            FlagText flag = one(line, at, to);
            if (flag.text.equals("--")) {
                return new Scan(flags, flag.end);
            }
            flags.add(flag);
            at = flag.end;
        }
    }

    // the backslash escapes here whatever the file's escape character is, as in BuildKit
    private static FlagText one(LogicalLine line, int from, int to) {
        String text = line.text();
        StringBuilder out = new StringBuilder();
        int[] at = new int[to - from];
        char quote = 0;
        int i = from;
        for (; i < to; i++) {
            char c = text.charAt(i);
            if (quote == 0 && Blanks.isSpace(c)) {
                break;
            }
            if (quote == 0 ? c == '\'' || c == '"' : c == quote) {
                quote = quote == 0 ? c : 0;
                continue;
            }
            if (c == '\\') {
                if (i + 1 == to) {
                    continue;
                }
                c = text.charAt(++i);
            }
            at[out.length()] = i;
            out.append(c);
        }
        return new FlagText(line, out.toString(), Arrays.copyOf(at, out.length()), i);
    }
}
