// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import java.util.Arrays;

/**
 * A prefix code for one alphabet (RFC 1951, section 3.2.2), made from counts or from given lengths, and made anew without
 * allocation. Equal counts give equal codes.
 */
final class HuffmanCode {
    // a symbol in the sort key below its count
    private static final int SYMBOL_BITS = 9;
    private static final int SYMBOL_MASK = (1 << SYMBOL_BITS) - 1;

    /** How often each symbol occurs; below 2^22, written by the user. */
    final int[] counts;

    /** Bits of each symbol's code, 0 for those without one. */
    final int[] lengths;

    /** The codes, their bits reversed: Huffman codes are the one thing in deflate that is written from its top. */
    final int[] codes;

    private final int mostBits;
    private final int[] sorted;
    private final int[] weights;
    private final int[] perLength;
    private final int[] next;

    HuffmanCode(int symbols, int mostBits) {
        this.mostBits = mostBits;
        counts = new int[symbols];
        lengths = new int[symbols];
        codes = new int[symbols];
        sorted = new int[symbols];
        weights = new int[symbols];
        perLength = new int[mostBits + 1];
        next = new int[mostBits + 1];
    }

    /** Makes the shortest code for the counts, or nearly so when the limit of bits is in the way. */
    void build() {
        int used = sort();
        // one code alone, or none, would be an incomplete set, at which some readers balk: zlib gives two symbols codes
        // too
        for (int symbol = 0; used < 2; symbol++) {
            if (counts[symbol] == 0) {
                counts[symbol] = 1;
                used = sort();
            }
        }
        for (int i = 0; i < used; i++) {
            weights[i] = sorted[i] >>> SYMBOL_BITS;
        }
        weightsToDepths(weights, used);
        limitDepths(used);
        Arrays.fill(lengths, 0);
        int rarest = 0;
        for (int length = mostBits; length > 0; length--) {
            for (int i = 0; i < perLength[length]; i++) {
                lengths[sorted[rarest++] & SYMBOL_MASK] = length;
            }
        }
        assignCodes();
    }

    private int sort() {
        int used = 0;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            if (counts[symbol] != 0) {
                sorted[used++] = (counts[symbol] << SYMBOL_BITS) | symbol;
            }
        }
        Arrays.sort(sorted, 0, used);
        return used;
    }

    /**
     * Turns ascending weights into the depths of an optimal tree, in place: Moffat and Katajainen, "In-place calculation of
     * minimum-redundancy codes", 1995.
     */
    private static void weightsToDepths(int[] a, int n) {
        parents(a, n);
        a[n - 2] = 0;
        for (int i = n - 3; i >= 0; i--) {
            a[i] = a[a[i]] + 1;
        }
        int available = 1;
        int depth = 0;
        int root = n - 2;
        int leaf = n - 1;
        while (available > 0) {
            int inner = 0;
            while (root >= 0 && a[root] == depth) {
                inner++;
                root--;
            }
            for (; available > inner; available--) {
                a[leaf--] = depth;
            }
            available = 2 * inner;
            depth++;
        }
    }

    // first pass: joins the two lightest, again and again; a joined leaf's or node's place then holds its parent
    private static void parents(int[] a, int n) {
        int leaf = 0;
        int root = 0;
        for (int node = 0; node < n - 1; node++) {
            int sum = 0;
            for (int child = 0; child < 2; child++) {
                if (leaf >= n || (root < node && a[root] < a[leaf])) {
                    sum += a[root];
                    a[root++] = node;
                } else {
                    sum += a[leaf++];
                }
            }
            a[node] = sum;
        }
    }

    /** Counts the codes of each length, and lengthens shorter ones until those that were cut to the limit have room. */
    private void limitDepths(int used) {
        Arrays.fill(perLength, 0);
        int room = 1 << mostBits;
        for (int i = 0; i < used; i++) {
            int length = Math.min(weights[i], mostBits);
            perLength[length]++;
            room -= 1 << (mostBits - length);
        }
        // each turn moves one code of the limit to beside a shorter one, which gets one bit more: one unit of room is
        // won
        for (; room < 0; room++) {
            int length = mostBits - 1;
            while (perLength[length] == 0) {
                length--;
            }
            perLength[mostBits]--;
            perLength[length]--;
            perLength[length + 1] += 2;
        }
    }

    /** Gives the codes that RFC 1951, section 3.2.2 says for the lengths. */
    void assignCodes() {
        Arrays.fill(next, 0);
        for (int length : lengths) {
            if (length > 0 && length < mostBits) {
                next[length + 1]++;
            }
        }
        for (int length = 1; length <= mostBits; length++) {
            next[length] = (next[length - 1] + next[length]) << 1;
        }
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            int length = lengths[symbol];
            if (length > 0) {
                codes[symbol] = Integer.reverse(next[length]++) >>> (32 - length);
            }
        }
    }

    /** How many bits all symbols that were counted take. */
    long bits() {
        long sum = 0;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            sum += (long) counts[symbol] * lengths[symbol];
        }
        return sum;
    }
}
