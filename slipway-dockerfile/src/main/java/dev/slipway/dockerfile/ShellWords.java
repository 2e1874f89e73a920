// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.dockerfile.words.Blanks;
import dev.slipway.dockerfile.words.Word;
import java.util.ArrayList;
import java.util.List;

/** Splits the arguments of ENV, LABEL and ARG into words; blanks in quotes and after the escape character do not split. */
final class ShellWords {
    private final Statement statement;
    private final char escape;
    private final List<Word> words = new ArrayList<>();

    private ShellWords(Statement statement, char escape) {
        this.statement = statement;
        this.escape = escape;
    }

    static List<Word> split(Statement statement, char escape) {
        ShellWords splitter = new ShellWords(statement, escape);
        int at = statement.start();
        String text = statement.line().text();
        while (true) {
            at = Blanks.skip(text, at, statement.end());
            if (at >= statement.end()) {
                return splitter.words;
            }
            at = splitter.word(at);
        }
    }

    // reads one word, gives the index behind it; quotes and escapes stay, but for an escape at the very end
    private int word(int from) {
        String text = statement.line().text();
        int end = statement.end();
        char quote = 0;
        int at = from;
        for (; at < end; at++) {
            char c = text.charAt(at);
            if (quote == 0 && Blanks.isSpace(c)) {
                break;
            }
            if (c == escape && quote != '\'') {
                if (at + 1 == end) {
                    if (at > from) {
                        words.add(new Word(
                                text.substring(from, at), statement.line().span(from, at)));
                    }
                    return end;
                }
                at++;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
        }
        words.add(statement.line().word(from, Math.min(at, end)));
        return at;
    }
}
