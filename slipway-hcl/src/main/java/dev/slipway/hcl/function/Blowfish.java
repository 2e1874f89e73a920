// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import java.math.BigInteger;

/** The cipher Blowfish with the expensive key schedule of bcrypt. */
final class Blowfish {
    private static final int ROUNDS = 16;
    private static final int SUBKEYS = ROUNDS + 2;
    private static final int BOX = 256;

    private final int[] subkeys = new int[SUBKEYS];
    private final int[] boxes = new int[4 * BOX];

    /** @param cost the logarithm of the number of rounds of the schedule */
    Blowfish(int cost, byte[] salt, byte[] key) {
        int[] start = digitsOfPi(SUBKEYS + 4 * BOX);
        System.arraycopy(start, 0, subkeys, 0, SUBKEYS);
        System.arraycopy(start, SUBKEYS, boxes, 0, 4 * BOX);
        expand(key, salt);
        byte[] none = new byte[salt.length];
        for (long i = 0; i < 1L << cost; i++) {
            expand(key, none);
            expand(salt, none);
        }
    }

    // the binary digits of the fraction of pi, as Machin found them: 16 arctan(1/5) - 4 arctan(1/239)
    private static int[] digitsOfPi(int words) {
        int bits = words * 32;
        int guard = 64;
        BigInteger one = BigInteger.ONE.shiftLeft(bits + guard);
        BigInteger pi = arctan(one, 5).shiftLeft(4).subtract(arctan(one, 239).shiftLeft(2));
        BigInteger fraction = pi.shiftRight(guard);
        int[] found = new int[words];
        for (int i = 0; i < words; i++) {
            found[i] = fraction.shiftRight(bits - 32 * (i + 1)).intValue();
        }
        return found;
    }

    private static BigInteger arctan(BigInteger one, int inverse) {
        BigInteger square = BigInteger.valueOf((long) inverse * inverse);
        BigInteger power = one.divide(BigInteger.valueOf(inverse));
        BigInteger sum = power;
        for (long n = 3; power.signum() != 0; n += 2) {
            power = power.divide(square).negate();
            sum = sum.add(power.divide(BigInteger.valueOf(n)));
        }
        return sum;
    }

    private void expand(byte[] key, byte[] salt) {
        int at = 0;
        for (int i = 0; i < SUBKEYS; i++) {
            subkeys[i] ^= word(key, at);
            at += 4;
        }
        long block = 0;
        at = 0;
        for (int i = 0; i < SUBKEYS + 4 * BOX; i += 2) {
            long salted = ((long) word(salt, at) << 32) | (word(salt, at + 4) & 0xFFFFFFFFL);
            at += 8;
            block = encrypt(block ^ salted);
            int[] into = i < SUBKEYS ? subkeys : boxes;
            int index = i < SUBKEYS ? i : i - SUBKEYS;
            into[index] = (int) (block >>> 32);
            into[index + 1] = (int) block;
        }
    }

    private static int word(byte[] bytes, int start) {
        int word = 0;
        for (int i = 0; i < 4; i++) {
            word = (word << 8) | (bytes[(start + i) % bytes.length] & 0xFF);
        }
        return word;
    }

    /** One block of 64 bits. */
    long encrypt(long block) {
        int left = (int) (block >>> 32) ^ subkeys[0];
        int right = (int) block;
        for (int i = 1; i <= ROUNDS; i += 2) {
            right ^= mixed(left) ^ subkeys[i];
            left ^= mixed(right) ^ subkeys[i + 1];
        }
        return ((long) (right ^ subkeys[ROUNDS + 1]) << 32) | (left & 0xFFFFFFFFL);
    }

    private int mixed(int x) {
        int sum = boxes[x >>> 24] + boxes[BOX + (x >>> 16 & 0xFF)];
        return (sum ^ boxes[2 * BOX + (x >>> 8 & 0xFF)]) + boxes[3 * BOX + (x & 0xFF)];
    }
}
