// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import java.util.Arrays;

/** The codes that need no description (RFC 1951, section 3.2.6). */
final class FixedCodes {
    private final HuffmanCode words = new HuffmanCode(288, 9);
    private final HuffmanCode distances = new HuffmanCode(32, 5);

    FixedCodes() {
        Arrays.fill(words.lengths, 0, 144, 8);
        Arrays.fill(words.lengths, 144, 256, 9);
        Arrays.fill(words.lengths, 256, 280, 7);
        Arrays.fill(words.lengths, 280, 288, 8);
        Arrays.fill(distances.lengths, 5);
        words.assignCodes();
        distances.assignCodes();
    }

    HuffmanCode words() {
        return words;
    }

    HuffmanCode distances() {
        return distances;
    }

    /** How many bits all symbols that were counted take. */
    long bits(int[] wordCounts, int[] distanceCounts) {
        long sum = 0;
        for (int symbol = 0; symbol < wordCounts.length; symbol++) {
            sum += (long) wordCounts[symbol] * words.lengths[symbol];
        }
        for (int count : distanceCounts) {
            sum += 5L * count;
        }
        return sum;
    }
}
