// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.words;

import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What became of a word.
 *
 * @param value quotes and escapes removed, variables replaced; empty when there is a problem
 * @param words the value split at the blanks that were not quoted, as EXPOSE wants it
 * @param used the variables that were looked up and are set
 * @param unset the variables that were looked up, are not set, and had no default
 * @param problem what is wrong with the word, if anything is
 */
public record Expanded(
        String value, List<String> words, Set<String> used, Set<String> unset, Optional<Diagnostic> problem) {
    public Expanded {
        words = List.copyOf(words);
        used = Set.copyOf(used);
        unset = Set.copyOf(unset);
    }

    /**
     * The value, for callers that stop at the first problem.
     *
     * @throws SourceException if there is a problem
     */
    public String orThrow() {
        problem.ifPresent(diagnostic -> {
            throw new SourceException(diagnostic);
        });
        return value;
    }
}
