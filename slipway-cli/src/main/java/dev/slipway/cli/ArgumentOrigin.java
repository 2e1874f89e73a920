// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.text.SlipwayException;

/** Where arguments are read from: they tell of errors there. */
sealed interface ArgumentOrigin permits CommandLine, TargetAttribute {
    /** The word of that number. */
    String word(int index);

    /**
     * An error about a part of a word.
     *
     * @param first the first word to show
     * @param index the word
     * @param from the offset in the word at which the wrong part begins
     * @param to the offset behind it
     */
    SlipwayException error(int first, int index, int from, int to, String message, String hint);
}
