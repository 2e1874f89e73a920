// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Small tars, made by hand: what our own writer refuses is wanted here. */
final class Tars {
    private Tars() {}

    /** One file and the end. */
    static byte[] of(String name, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        byte[] tar = Arrays.copyOf(header(name, bytes.length), 512 * 4);
        System.arraycopy(bytes, 0, tar, 512, bytes.length);
        return tar;
    }

    /** The header of a file of that size. */
    static byte[] header(String name, int size) {
        byte[] tar = new byte[512];
        put(tar, 0, name);
        put(tar, 100, "0000644\0");
        put(tar, 108, "0000000\0");
        put(tar, 116, "0000000\0");
        put(tar, 124, octal(size) + "\0");
        put(tar, 136, octal(0) + "\0");
        put(tar, 148, "        0");
        put(tar, 257, "ustar\00000");
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += tar[i] & 0xff;
        }
        put(tar, 148, octal(sum).substring(5) + "\0 ");
        return tar;
    }

    /** A file of which the half is missing. */
    static byte[] cut() {
        return Arrays.copyOf(of("a", "x".repeat(400)), 700);
    }

    private static String octal(int value) {
        String digits = Integer.toOctalString(value);
        return "0".repeat(11 - digits.length()) + digits;
    }

    private static void put(byte[] tar, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, tar, at, bytes.length);
    }
}
