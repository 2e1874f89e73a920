// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import java.util.Arrays;

/**
 * Tells content of few different bytes (numbers, hexadecimal digits, bases of a genome): its literals are so short that
 * matches of three or four bytes do not pay, and looking for them takes long, as there are so many.
 */
final class DistinctBytes {
    private static final int MOST_OF_FEW = 24;

    // some bytes are enough, and a prime keeps it from falling into step with records
    private static final int STRIDE = 61;

    private DistinctBytes() {}

    /**
     * Whether there are few; bytes that are rare do not count.
     *
     * @param counts room for 256
     */
    static boolean areFew(byte[] bytes, int start, int end, int[] counts) {
        Arrays.fill(counts, 0);
        for (int at = start; at < end; at += STRIDE) {
            counts[bytes[at] & 0xff]++;
        }
        int rare = ((end - start) / STRIDE) >>> 10;
        int distinct = 0;
        for (int count : counts) {
            distinct += count > rare ? 1 : 0;
        }
        return distinct <= MOST_OF_FEW;
    }
}
