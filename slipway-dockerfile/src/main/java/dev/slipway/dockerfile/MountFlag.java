// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.dockerfile.words.Word;
import dev.slipway.text.Parsed;
import dev.slipway.text.SourceSpan;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One {@code --mount} of a RUN, its values not expanded yet. */
public record MountFlag(List<Option> options, SourceSpan span) {
    /**
     * One {@code key=value} or {@code key}.
     *
     * @param key in lower case
     */
    public record Option(Located key, Optional<Word> value) {}

    public MountFlag {
        options = List.copyOf(options);
    }

    /**
     * Reads the options with their values expanded.
     *
     * @param expand gives the final value of a word
     * @return the mount, absent exactly when there are errors
     */
    public Parsed<Optional<RunMount>> resolve(Function<Word, String> expand) {
        return MountResolver.resolve(this, expand);
    }
}
