// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.dockerfile.words.Blanks;
import dev.slipway.dockerfile.words.Word;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A logical line, split into keyword, flags and arguments, which may be none.
 *
 * @param first the index of the keyword
 * @param keywordEnd the index behind the keyword
 * @param start the index of the arguments
 * @param end the index behind the arguments, blanks at the end left out
 */
record Statement(LogicalLine line, int first, int keywordEnd, List<FlagText> flags, int start, int end) {
    /** Splits what stands from the index on. */
    static Statement split(LogicalLine line, int from) {
        String text = line.text();
        int first = Blanks.skip(text, from, text.length());
        int end = Blanks.trimEnd(text, first, text.length());
        int keywordEnd = first;
        while (keywordEnd < end && !Blanks.isDelimiter(text.charAt(keywordEnd))) {
            keywordEnd++;
        }
        FlagText.Scan scan = FlagText.scan(line, keywordEnd, end);
        int start = Math.min(Blanks.skip(text, scan.rest(), end), end);
        return new Statement(line, first, keywordEnd, scan.flags(), start, end);
    }

    /** The keyword as it is written. */
    String written() {
        return line.text(first, keywordEnd);
    }

    String keyword() {
        return written().toUpperCase(Locale.ROOT);
    }

    SourceSpan keywordSpan() {
        return line.span(first, keywordEnd);
    }

    boolean hasArguments() {
        return start < end;
    }

    /** All arguments as one word. */
    Word arguments() {
        return line.word(start, end);
    }

    /** From keyword to the last argument, without heredocs. */
    SourceSpan span() {
        return line.span(first, end);
    }

    String original() {
        return line.text(first, end);
    }

    /** The arguments, split at blanks, whatever quotes there are. */
    List<Word> delimited() {
        List<Word> words = new ArrayList<>();
        String text = line.text();
        int at = start;
        while (at < end) {
            int from = at;
            while (at < end && !Blanks.isDelimiter(text.charAt(at))) {
                at++;
            }
            words.add(line.word(from, at));
            while (at < end && Blanks.isDelimiter(text.charAt(at))) {
                at++;
            }
        }
        return words;
    }
}
