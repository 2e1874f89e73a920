// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Hashes of passwords, in the form {@code $2a$COST$SALT-AND-HASH}. */
final class Bcrypt {
    private static final String DIGITS = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final byte[] PLAIN = "OrpheanBeholderScryDoubt".getBytes(StandardCharsets.US_ASCII);
    private static final int HASH_BYTES = 23;
    private static final int MOST_BYTES = 72;

    private Bcrypt() {}

    /** @param salt 16 bytes */
    static String hash(String password, int cost, byte[] salt) throws FunctionException {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_BYTES) {
            throw new FunctionException("the text has more than " + MOST_BYTES + " bytes", 0);
        }
        Blowfish cipher = new Blowfish(cost, salt, Arrays.copyOf(bytes, Math.min(bytes.length + 1, MOST_BYTES)));
        ByteBuffer text = ByteBuffer.wrap(PLAIN.clone());
        for (int i = 0; i < PLAIN.length; i += 8) {
            long block = text.getLong(i);
            for (int round = 0; round < 64; round++) {
                block = cipher.encrypt(block);
            }
            text.putLong(i, block);
        }
        String padded = cost < 10 ? "0" + cost : Integer.toString(cost);
        return "$2a$" + padded + "$" + encoded(salt) + encoded(Arrays.copyOf(text.array(), HASH_BYTES));
    }

    // base 64 with an alphabet of its own, and without padding
    private static String encoded(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (byte b : bytes) {
            held = (held << 8) | (b & 0xFF);
            bits += 8;
            while (bits >= 6) {
                bits -= 6;
                out.append(DIGITS.charAt(held >>> bits & 63));
            }
        }
        if (bits > 0) {
            out.append(DIGITS.charAt(held << (6 - bits) & 63));
        }
        return out.toString();
    }
}
