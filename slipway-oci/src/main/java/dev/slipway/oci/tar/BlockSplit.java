// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import java.util.Arrays;

/**
 * Says when the content changes so much that a new block, with codes of its own, pays: it compares how often some kinds of
 * symbols came of late with how often they came since the block began. The idea and its measures are libdeflate's.
 */
final class BlockSplit {
    /** How many symbols there are between two looks. */
    static final int STEP = 512;

    private static final int KINDS = 10;
    private static final int SHORT_MATCH = 8;
    private static final int LONG_MATCH = 9;
    private static final int FIRST_LENGTH = 257;
    private static final int FIRST_LONG = 263;
    private static final int FEWEST_BYTES = 5000;
    private static final int FEW_BYTES = 10_000;
    private static final int FEW_SYMBOLS = 8192;

    private final int[] before = new int[KINDS];
    private final int[] now = new int[KINDS];
    private int beforeTotal;

    void begin() {
        Arrays.fill(before, 0);
        beforeTotal = 0;
    }

    /**
     * Whether the block should end here.
     *
     * @param counts of literals and lengths since the block began
     * @param total their sum
     * @param bytes how much content they stand for
     */
    boolean changes(int[] counts, int total, int bytes) {
        sum(counts);
        boolean ends = bytes >= FEWEST_BYTES && beforeTotal > 0 && differs(total - beforeTotal, bytes);
        System.arraycopy(now, 0, before, 0, KINDS);
        beforeTotal = total;
        return ends;
    }

    // literals by their two highest bits and the lowest one, matches by whether they are short
    private void sum(int[] counts) {
        Arrays.fill(now, 0);
        for (int literal = 0; literal < 256; literal++) {
            now[((literal >>> 5) & 6) | (literal & 1)] += counts[literal];
        }
        for (int symbol = FIRST_LENGTH; symbol < counts.length; symbol++) {
            now[symbol < FIRST_LONG ? SHORT_MATCH : LONG_MATCH] += counts[symbol];
        }
    }

    private boolean differs(int late, int bytes) {
        long difference = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            long expected = (long) before[kind] * late;
            long actual = (long) (now[kind] - before[kind]) * beforeTotal;
            difference += Math.abs(expected - actual);
        }
        long most = (long) late * 200 / 512 * beforeTotal;
        if (bytes < FEW_BYTES && beforeTotal + late < FEW_SYMBOLS) {
            most += most * (FEW_SYMBOLS - beforeTotal - late) / FEW_SYMBOLS;
        }
        // the longer a block, the sooner it ends
        return difference + (long) (bytes / 4096) * beforeTotal >= most;
    }
}
