// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The name of a record's file, which is 64 hex digits: to be set over and over. */
final class RecordPlace {
    static final int BYTES = 32;

    private static final int DIGITS = 2 * BYTES;
    private static final int LONGS = BYTES / Long.BYTES;

    private final long[] words = new long[LONGS];
    private String text = "";

    /** False if the name is none. */
    boolean set(byte[] name) {
        return set(new String(name, StandardCharsets.ISO_8859_1));
    }

    boolean set(String name) {
        text = name;
        return name.length() == DIGITS && hasDigits(name);
    }

    private boolean hasDigits(String name) {
        long word = 0;
        for (int i = 0; i < DIGITS; i++) {
            char c = name.charAt(i);
            int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
            if (digit < 0) {
                return false;
            }
            word = word << 4 | digit;
            if ((i & 15) == 15) {
                words[i >> 4] = word;
            }
        }
        return true;
    }

    String text() {
        return text;
    }

    /** The order of names, against one that was put there. */
    int compareTo(ByteBuffer other, int at) {
        for (int i = 0; i < LONGS; i++) {
            int order = Long.compareUnsigned(words[i], other.getLong(at + i * Long.BYTES));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    void put(ByteBuffer to) {
        for (long word : words) {
            to.putLong(word);
        }
    }
}
