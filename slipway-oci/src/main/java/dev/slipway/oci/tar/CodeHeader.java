// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import java.util.Arrays;

/** The description of a block's own codes: the lengths of both, run-length coded, in a code too (RFC 1951, section 3.2.7). */
final class CodeHeader {
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    private static final int REPEAT = 16;
    private static final int ZEROS = 17;
    private static final int MANY_ZEROS = 18;
    private static final int FEWEST_WORDS = 257;
    private static final int FEWEST_ORDER = 4;

    private final HuffmanCode words;
    private final HuffmanCode distances;
    private final HuffmanCode code = new HuffmanCode(19, 7);
    private final int[] lengths = new int[286 + 30];

    // symbols of the code of lengths, with their extra bits above
    private final int[] items = new int[286 + 30];
    private int size;
    private int wordCount;
    private int distanceCount;
    private int orderCount;

    CodeHeader(HuffmanCode words, HuffmanCode distances) {
        this.words = words;
        this.distances = distances;
    }

    /** Prepares it from the lengths of both codes; returns how many bits it takes. */
    long build() {
        wordCount = used(words.lengths, FEWEST_WORDS);
        distanceCount = used(distances.lengths, 1);
        System.arraycopy(words.lengths, 0, lengths, 0, wordCount);
        System.arraycopy(distances.lengths, 0, lengths, wordCount, distanceCount);
        Arrays.fill(code.counts, 0);
        size = 0;
        collect(wordCount + distanceCount);
        code.build();
        orderCount = ORDER.length;
        while (orderCount > FEWEST_ORDER && code.lengths[ORDER[orderCount - 1]] == 0) {
            orderCount--;
        }
        long bits = 5 + 5 + 4 + 3L * orderCount;
        for (int i = 0; i < size; i++) {
            int symbol = items[i] & 31;
            bits += code.lengths[symbol] + extraBits(symbol);
        }
        return bits;
    }

    private static int used(int[] lengths, int least) {
        int count = lengths.length;
        while (count > least && lengths[count - 1] == 0) {
            count--;
        }
        return count;
    }

    private void collect(int count) {
        int at = 0;
        while (at < count) {
            int length = lengths[at];
            int end = at + 1;
            while (end < count && lengths[end] == length) {
                end++;
            }
            if (length == 0) {
                zeros(end - at);
            } else {
                item(length, 0);
                repeats(length, end - at - 1);
            }
            at = end;
        }
    }

    private void zeros(int run) {
        int left = run;
        while (left >= 11) {
            int count = Math.min(138, left);
            item(MANY_ZEROS, count - 11);
            left -= count;
        }
        if (left >= 3) {
            item(ZEROS, left - 3);
            left = 0;
        }
        for (; left > 0; left--) {
            item(0, 0);
        }
    }

    private void repeats(int length, int run) {
        int left = run;
        while (left >= 3) {
            int count = Math.min(6, left);
            item(REPEAT, count - 3);
            left -= count;
        }
        for (; left > 0; left--) {
            item(length, 0);
        }
    }

    private void item(int symbol, int extra) {
        code.counts[symbol]++;
        items[size++] = (extra << 5) | symbol;
    }

    private static int extraBits(int symbol) {
        return switch (symbol) {
            case REPEAT -> 2;
            case ZEROS -> 3;
            case MANY_ZEROS -> 7;
            default -> 0;
        };
    }

    /** Writes what was prepared. */
    void write(BitWriter out) {
        out.put(wordCount - FEWEST_WORDS, 5);
        out.put(distanceCount - 1, 5);
        out.put(orderCount - FEWEST_ORDER, 4);
        for (int i = 0; i < orderCount; i++) {
            out.put(code.lengths[ORDER[i]], 3);
        }
        for (int i = 0; i < size; i++) {
            int symbol = items[i] & 31;
            out.hold(code.codes[symbol], code.lengths[symbol]);
            out.put(items[i] >>> 5, extraBits(symbol));
        }
    }
}
