// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Content of many kinds, from seeds. */
final class DeflateSamples {
    private DeflateSamples() {}

    static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Words of seven letters, of 4,096, with spaces between. */
    static byte[] words(int size) {
        Random random = new Random(1);
        byte[][] words = new byte[4096][];
        for (int i = 0; i < words.length; i++) {
            StringBuilder word = new StringBuilder();
            for (int letter = 0; letter < 7; letter++) {
                word.append((char) ('a' + random.nextInt(16)));
            }
            words[i] = word.append(' ').toString().getBytes(StandardCharsets.UTF_8);
        }
        byte[] bytes = new byte[size];
        for (int at = 0; at < size; at += 8) {
            System.arraycopy(words[random.nextInt(words.length)], 0, bytes, at, Math.min(8, size - at));
        }
        return bytes;
    }

    /** Stretches of bytes of small and large alphabets, of skewed ones, of one byte, and copies of what was before. */
    static byte[] mixture(int size, long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[size];
        int longest = 1 << (1 + random.nextInt(13));
        int at = 0;
        while (at < size) {
            int count = Math.min(size - at, 1 + random.nextInt(longest));
            switch (random.nextInt(5)) {
                case 0 -> letters(bytes, at, count, 1 + random.nextInt(256), random);
                case 1 -> skewed(bytes, at, count, random);
                case 2 -> Arrays.fill(bytes, at, at + count, (byte) random.nextInt());
                default -> copy(bytes, at, count, random);
            }
            at += count;
        }
        return bytes;
    }

    private static void letters(byte[] bytes, int start, int count, int alphabet, Random random) {
        for (int i = start; i < start + count; i++) {
            bytes[i] = (byte) random.nextInt(alphabet);
        }
    }

    private static void skewed(byte[] bytes, int start, int count, Random random) {
        for (int i = start; i < start + count; i++) {
            bytes[i] = (byte) (Long.numberOfTrailingZeros(random.nextLong()) * 37);
        }
    }

    // byte by byte: the copy may reach into itself
    private static void copy(byte[] bytes, int start, int count, Random random) {
        int[] favourites = {1, 2, 3, 7, 8, 258, 4096, 32_767, 32_768, 32_769, 1 + random.nextInt(40_000)};
        int distance = favourites[random.nextInt(favourites.length)];
        for (int i = start; i < start + count; i++) {
            bytes[i] = i < distance ? (byte) i : bytes[i - distance];
        }
    }
}
