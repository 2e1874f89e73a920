// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

/**
 * Finds what cannot be compressed: encrypted or well compressed content, whose bytes are as evenly distributed as random
 * ones. zlib takes as long for it as for text, for nothing; stored as it is it takes no time and no more room.
 */
final class Noise {
    /** What is looked at as one. */
    static final int SEGMENT = 64 << 10;

    // of 255 degrees of freedom random bytes stay below this nearly always; twice the same random bytes do not
    private static final int MOST_CHI_SQUARED = 400;

    // text is told by its first bytes
    private static final int FIRST_LOOK = 4 << 10;

    private Noise() {}

    /** Whether the segment that begins there is noise; what is shorter than a segment never is. */
    static boolean isNoise(byte[] bytes, int start, int limit) {
        if (limit - start < SEGMENT) {
            return false;
        }
        int[] counts = new int[256];
        count(bytes, start, start + FIRST_LOOK, counts);
        if (chiSquared(counts, FIRST_LOOK) >= 2 * MOST_CHI_SQUARED) {
            return false;
        }
        count(bytes, start + FIRST_LOOK, start + SEGMENT, counts);
        return chiSquared(counts, SEGMENT) < MOST_CHI_SQUARED;
    }

    private static void count(byte[] bytes, int start, int end, int[] counts) {
        for (int i = start; i < end; i++) {
            counts[bytes[i] & 0xff]++;
        }
    }

    private static long chiSquared(int[] counts, int length) {
        long expected = length / 256;
        long squares = 0;
        for (int count : counts) {
            squares += (count - expected) * (count - expected);
        }
        return squares / expected;
    }

    /** Where the run of segments of one kind, noise or not, ends that begins there. */
    static int runEnd(byte[] bytes, int start, int limit) {
        boolean noise = isNoise(bytes, start, limit);
        int end = Math.min(limit, start + SEGMENT);
        while (end < limit && isNoise(bytes, end, limit) == noise) {
            end = Math.min(limit, end + SEGMENT);
        }
        return end;
    }
}
