// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.words;

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
        return new Expanded(word.raw(), List.of(word.raw()), Set.of(), Set.of(), Optional.empty());
    }
}
