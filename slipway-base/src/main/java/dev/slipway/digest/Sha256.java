// SPDX-License-Identifier: Apache-2.0
package dev.slipway.digest;

import java.util.Arrays;

/**
 * SHA-256 of a few bytes (FIPS 180-4, section 6.2). The platform's own is faster for many, but looking it up reads the
 * security configuration, which costs more than all the small values of a build in which nothing changed.
 */
final class Sha256 {
    private static final int BLOCK_BYTES = 64;
    private static final int ROUNDS = 64;

    // the first 32 bits of the fractional parts of the cube roots of the first 64 primes
    private static final int[] K = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
    };

    // the same of the square roots of the first 8
    private static final int[] BEGIN = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };

    private final int[] state = BEGIN.clone();
    private final int[] schedule = new int[ROUNDS];

    private Sha256() {}

    /** Puts the state in which every digest begins into the first eight places, and zeros after them. */
    static void begin(int[] state) {
        Arrays.fill(state, BEGIN.length, state.length, 0);
        System.arraycopy(BEGIN, 0, state, 0, BEGIN.length);
    }

    /** The 32 bytes of the digest of the first {@code length} bytes. */
    static byte[] of(byte[] bytes, int length) {
        Sha256 sha256 = new Sha256();
        int whole = length / BLOCK_BYTES * BLOCK_BYTES;
        for (int at = 0; at < whole; at += BLOCK_BYTES) {
            sha256.block(bytes, at);
        }
        byte[] padded = padded(bytes, whole, length);
        for (int at = 0; at < padded.length; at += BLOCK_BYTES) {
            sha256.block(padded, at);
        }
        byte[] digest = new byte[32];
        for (int i = 0; i < digest.length; i++) {
            digest[i] = (byte) (sha256.state[i / 4] >>> (24 - 8 * (i % 4)));
        }
        return digest;
    }

    // what is left, a one bit, zeros, and the length in bits
    private static byte[] padded(byte[] bytes, int from, int length) {
        int left = length - from;
        byte[] padded = new byte[left + 1 + Long.BYTES <= BLOCK_BYTES ? BLOCK_BYTES : 2 * BLOCK_BYTES];
        System.arraycopy(bytes, from, padded, 0, left);
        padded[left] = (byte) 0x80;
        long bits = 8L * length;
        for (int i = 1; i <= Long.BYTES; i++) {
            padded[padded.length - i] = (byte) bits;
            bits >>>= 8;
        }
        return padded;
    }

    private void block(byte[] bytes, int offset) {
        int[] w = schedule;
        for (int i = 0; i < 16; i++) {
            int at = offset + 4 * i;
            w[i] = (bytes[at] & 0xff) << 24
                    | (bytes[at + 1] & 0xff) << 16
                    | (bytes[at + 2] & 0xff) << 8
                    | (bytes[at + 3] & 0xff);
        }
        for (int i = 16; i < ROUNDS; i++) {
            int x = w[i - 15];
            int y = w[i - 2];
            int s0 = (x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ (x >>> 3);
            int s1 = (y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ (y >>> 10);
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
        rounds(w);
    }

    // the names are those of the standard; rotations are written out, because all of this runs in the interpreter
    private void rounds(int[] w) {
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        int e = state[4];
        int f = state[5];
        int g = state[6];
        int h = state[7];
        for (int i = 0; i < ROUNDS; i++) {
            int s1 = (e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7);
            int t1 = h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i];
            int s0 = (a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10);
            int t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
            h = g;
            g = f;
            f = e;
            e = d + t1;
            d = c;
            c = b;
            b = a;
            a = t1 + t2;
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }
}
