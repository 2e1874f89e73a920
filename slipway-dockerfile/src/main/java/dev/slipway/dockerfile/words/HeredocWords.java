// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds the words {@code <<NAME} in the line of an instruction. */
public final class HeredocWords {
    private static final Lexer.Mode LINE = new Lexer.Mode(true, true, false, true);
    private static final Lexer.Mode NAME = new Lexer.Mode(false, false, false, true);
    private static final Lexer.Mode RAW_NAME = new Lexer.Mode(true, false, false, true);

    /**
     * A heredoc that begins.
     *
     * @param expand whether its name was not quoted
     * @param start the index of the word in the line
     */
    public record Found(String name, boolean expand, boolean chomp, OptionalInt descriptor, int start, int end) {}

    private HeredocWords() {}

    /** All heredocs of the line; none when its quotes do not match, as then it means something to the shell only. */
    public static List<Found> in(String line) {
        List<Found> found = new ArrayList<>();
        try {
            Lexer.Result split = new Lexer(line, '\\', LINE, Variables.NONE).run();
            for (WordSplit.Piece piece : split.words()) {
                of(piece.text(), piece.start(), piece.end()).ifPresent(found::add);
            }
        } catch (BadWordException _) {
            return List.of();
        }
        return found;
    }

    /** The heredoc that the word begins, if it begins one. */
    public static Optional<Found> of(String word) {
        return of(word, 0, word.length());
    }

    private static Optional<Found> of(String word, int start, int end) {
        int digits = 0;
        while (digits < word.length() && word.charAt(digits) >= '0' && word.charAt(digits) <= '9') {
            digits++;
        }
        if (!word.startsWith("<<", digits)) {
            return Optional.empty();
        }
        boolean chomp = word.startsWith("-", digits + 2);
        String rest = word.substring(digits + (chomp ? 3 : 2)).stripLeading();
        if (rest.isEmpty() || rest.indexOf('<') >= 0) {
            return Optional.empty();
        }
        return named(rest, chomp, descriptor(word.substring(0, digits)), start, end);
    }

    private static Optional<Found> named(String rest, boolean chomp, OptionalInt descriptor, int start, int end) {
        try {
            List<String> names =
                    new Lexer(rest, '\\', NAME, Variables.NONE).run().texts();
            List<String> raw =
                    new Lexer(rest, '\\', RAW_NAME, Variables.NONE).run().texts();
            if (names.size() != 1 || raw.size() != 1) {
                return Optional.empty();
            }
            boolean expand = quotes(names.getFirst()) == quotes(raw.getFirst());
            return Optional.of(new Found(names.getFirst(), expand, chomp, descriptor, start, end));
        } catch (BadWordException _) {
            return Optional.empty();
        }
    }

    private static OptionalInt descriptor(String digits) {
        if (digits.isEmpty() || digits.length() > 9) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(digits));
    }

    private static int quotes(String text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            count += text.charAt(i) == '\'' || text.charAt(i) == '"' ? 1 : 0;
        }
        return count;
    }
}
