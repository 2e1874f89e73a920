// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.text.SlipwayException;

/**
 * An operand or the value of an option, with its place on the command line; or what stands in a bake file instead.
 *
 * @param label what messages call it: {@code --tag}; empty for an operand
 * @param first the word at which the argument begins: the option's name
 * @param index the word that holds the text
 * @param offset where in that word the text begins
 */
public record Argument(String label, String text, ArgumentOrigin origin, int first, int index, int offset) {
    /** An error about the whole text. */
    public SlipwayException error(String message, String hint) {
        String word = origin.word(index);
        // the "true" of a bare flag stands nowhere
        return word.startsWith(text, offset)
                ? error(0, text.length(), message, hint)
                : error(-offset, word.length() - offset, message, hint);
    }

    /** An error about the part of the text from {@code from} up to {@code to}. */
    public SlipwayException error(int from, int to, String message, String hint) {
        return origin.error(
                first, index, offset + from, offset + to, label.isEmpty() ? message : label + ": " + message, hint);
    }

    /** An error about the first place of {@code part} in the text, or about all of it. */
    public SlipwayException errorAt(String part, String message, String hint) {
        int at = part.isEmpty() ? -1 : text.indexOf(part);
        return at < 0 ? error(message, hint) : error(at, at + part.length(), message, hint);
    }

    /** The part of the text from {@code from} up to {@code to}, with its own place. */
    public Argument part(int from, int to) {
        return new Argument(label, text.substring(from, to), origin, first, index, offset + from);
    }
}
