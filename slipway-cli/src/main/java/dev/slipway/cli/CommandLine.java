// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.text.UsageException;
import java.util.List;

/**
 * The words that the user typed, kept so that a message can point at the one that is wrong.
 *
 * <p>A message shows the command and the argument in question and no other: another one may hold a secret, and long command
 * lines help nobody.
 *
 * @param words the program's name and its arguments
 * @param commandWords how many of them name the program and the command
 */
public record CommandLine(List<String> words, int commandWords) implements ArgumentOrigin {
    private static final int MAX_WORD = 100;

    public CommandLine {
        words = List.copyOf(words);
    }

    @Override
    public String word(int index) {
        return words.get(index);
    }

    /** An error about the word, all of it. */
    UsageException error(int index, String message, String hint) {
        return error(index, index, 0, words.get(index).length(), message, hint);
    }

    /** An error about the command line as a whole: the caret stands behind it. */
    UsageException errorAtEnd(String message, String hint) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < Math.min(commandWords, words.size()); i++) {
            line.append(printable(words.get(i))).append(' ');
        }
        if (words.size() > commandWords) {
            line.append("... ");
        }
        return new UsageException(text(message, line.toString(), line.length(), 1, hint));
    }

    /**
     * An error about a part of a word.
     *
     * @param first the first word to show, the option's name when {@code index} is its value
     * @param from the offset in the word at which the wrong part begins
     * @param to the offset behind it
     */
    @Override
    public UsageException error(int first, int index, int from, int to, String message, String hint) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < Math.min(commandWords, first); i++) {
            line.append(printable(words.get(i))).append(' ');
        }
        if (first > commandWords) {
            line.append("... ");
        }
        for (int i = first; i < index; i++) {
            line.append(quoted(words.get(i))).append(' ');
        }
        String word = words.get(index);
        int caret = line.length() + (needsQuotes(word) ? 1 : 0) + from;
        line.append(quoted(word));
        if (index + 1 < words.size()) {
            line.append(" ...");
        }
        int marked = Math.clamp(to - from, 1, MAX_WORD);
        return new UsageException(text(message, line.toString(), caret, marked, hint));
    }

    private static String text(String message, String line, int caret, int marked, String hint) {
        int cut = Math.max(0, caret - MAX_WORD);
        String shown = cut > 0 ? "..." + line.substring(cut + 3) : line;
        if (shown.length() > 2 * MAX_WORD) {
            shown = shown.substring(0, 2 * MAX_WORD) + "...";
        }
        StringBuilder out = new StringBuilder(message).append("\n  ").append(shown.stripTrailing());
        out.append("\n  ").repeat(' ', caret - cut).repeat('^', marked);
        if (!hint.isEmpty()) {
            out.append(' ').append(hint);
        }
        return out.toString();
    }

    private static String quoted(String word) {
        return needsQuotes(word) ? "'" + printable(word) + "'" : printable(word);
    }

    private static boolean needsQuotes(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (" \t\n\"'\\$`&|;<>()*?!#~".indexOf(word.charAt(i)) >= 0) {
                return true;
            }
        }
        return word.isEmpty();
    }

    // keeps the length, so that the caret stands right
    static String printable(String word) {
        StringBuilder out = new StringBuilder(word);
        for (int i = 0; i < out.length(); i++) {
            if (Character.isISOControl(out.charAt(i))) {
                out.setCharAt(i, '?');
            }
        }
        return out.toString();
    }
}
