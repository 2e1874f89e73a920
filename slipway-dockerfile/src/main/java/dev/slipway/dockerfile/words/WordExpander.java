// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.words;

import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceFile;
import dev.slipway.text.SourceSpan;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Replaces variables in words, and removes quotes and escapes, as BuildKit's {@code shell.Lex} does. Immutable.
 *
 * @param escape the escape character of the Dockerfile, see {@code # escape=}
 * @param keepQuotes whether quotes are plain characters, as in the body of a heredoc
 */
public record WordExpander(char escape, boolean keepQuotes) {
    /** For the words of instructions. */
    public static WordExpander ofWords(char escape) {
        return new WordExpander(escape, false);
    }

    /** For bodies of heredocs, whose escape character is always the backslash. */
    public static WordExpander ofHeredocs() {
        return new WordExpander('\\', true);
    }

    /** Expands the word; never throws, a bad substitution is the result's problem. */
    public Expanded expand(Word word, Variables variables) {
        if (isPlain(word.raw())) {
            List<String> words = word.raw().isEmpty() ? List.of() : List.of(word.raw());
            return new Expanded(word.raw(), words, Set.of(), Set.of(), Optional.empty());
        }
        Lexer lexer = new Lexer(word.raw(), escape, keepQuotes ? Lexer.HEREDOC : Lexer.WORDS, variables);
        try {
            Lexer.Result result = lexer.run();
            return new Expanded(result.value(), result.texts(), lexer.used(), lexer.unset(), Optional.empty());
        } catch (BadWordException e) {
            Diagnostic problem = Diagnostic.error(
                            "cannot expand \"" + abbreviated(word.raw()) + "\": " + e.summary(), place(word, e))
                    .withHelp(e.help());
            return new Expanded("", List.of(), lexer.used(), lexer.unset(), Optional.of(problem));
        }
    }

    /** Expands the text that came from the place, such as the content of a heredoc. */
    public Expanded expand(String text, SourceSpan place, Variables variables) {
        return expand(new Word(text, place), variables);
    }

    private boolean isPlain(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '$' || c == escape || c == '<' || Blanks.isSpace(c) || (!keepQuotes && (c == '"' || c == '\''))) {
                return false;
            }
        }
        return true;
    }

    private static String abbreviated(String raw) {
        int lineEnd = raw.indexOf('\n');
        String line = lineEnd < 0 ? raw : raw.substring(0, lineEnd);
        return line.length() > 60 ? line.substring(0, 60) + "..." : line;
    }

    // exact when the word stands in the file as it is read, the whole word when continuation lines were joined
    private static SourceSpan place(Word word, BadWordException fault) {
        SourceSpan span = word.span();
        SourceFile file = span.file();
        if (!span.text().equals(word.raw())) {
            return span;
        }
        int start = span.start() + utf8Length(word.raw(), 0, fault.start());
        int end = start + utf8Length(word.raw(), fault.start(), fault.end());
        return end <= span.end() ? file.span(start, end) : span;
    }

    private static int utf8Length(String text, int from, int to) {
        int length = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return length;
    }
}
