// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.words;

import java.util.ArrayList;
import java.util.List;

/** Collects characters into words; blanks separate words unless they were quoted or escaped. */
final class WordSplit {
    /** A word, and where it stands in the text that was split. */
    record Piece(String text, int start, int end) {}

    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private int start;
    private int end;

    void addSplit(char c, int index) {
        if (!Blanks.isSpace(c)) {
            addWhole(c, index, index + 1);
        } else if (!word.isEmpty()) {
            flush();
        }
    }

    /** The text that came from these indexes; its blanks separate. */
    void addSplit(String text, int from, int to) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Blanks.isSpace(c)) {
                addWhole(c, from, to);
            } else if (!word.isEmpty()) {
                flush();
            }
        }
    }

    void addWhole(char c, int from, int to) {
        begin(from, to);
        word.append(c);
    }

    void addWhole(String text, int from, int to) {
        if (!text.isEmpty()) {
            begin(from, to);
            word.append(text);
        }
    }

    private void begin(int from, int to) {
        if (word.isEmpty()) {
            start = from;
        }
        end = to;
    }

    private void flush() {
        pieces.add(new Piece(word.toString(), start, end));
        word.setLength(0);
    }

    List<Piece> pieces(int textEnd) {
        if (!word.isEmpty()) {
            end = Math.min(end, textEnd);
            flush();
        }
        return pieces;
    }
}
