// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Finds earlier occurrences of what follows a position, at most 32 KiB before it: along a chain of those that share a hash
 * of six bytes, then the last one of the same four bytes, then of the same three. All positions before the one asked for
 * must be known by then, in ascending order.
 */
final class MatchFinder {
    static final int WINDOW = 32 << 10;

    private static final int WINDOW_MASK = WINDOW - 1;
    private static final int HASH_BITS = 15;
    private static final int FOUR_BITS = 14;
    private static final int THREE_BITS = 12;

    /** How many bytes the chains' hash is of: matches from there are at least as long. */
    static final int HASHED = 6;

    // three bytes from farther away take more bits than three literals
    private static final int FARTHEST_OF_THREE = 4096;

    // steps along a chain: for a first match, for one longer than a good one
    private static final int STEPS = 3;
    private static final int STEPS_IF_GOOD = 1;
    private static final int GOOD = 8;
    private static final int NICE = 64;

    /** Entries of the chains are a position and, above it, bits of the hash: most others are told without a look at them. */
    static final int POSITION_BITS = 21;

    private static final int POSITION_MASK = (1 << POSITION_BITS) - 1;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final int[] heads = new int[1 << HASH_BITS];
    private final int[] older = new int[WINDOW];
    private final int[] fours = new int[1 << FOUR_BITS];
    private final int[] threes = new int[1 << THREE_BITS];

    private byte[] bytes = new byte[0];
    private int end;
    // behind the last position that has eight bytes to look at
    private int hashable;
    // the first position that is not in the tables yet
    private int unknown;
    // what positions in the tables count from: 0 is too far away for all that are asked for
    private int base;
    private int distance;

    /** Begins with content whose first part is already written. */
    void begin(byte[] content, int known, int start, int stop) {
        bytes = content;
        end = stop;
        hashable = stop - (Long.BYTES - 1);
        unknown = known;
        base = known - WINDOW - 1;
        Arrays.fill(heads, 0);
        Arrays.fill(fours, 0);
        Arrays.fill(threes, 0);
        insert(start);
    }

    /** Lets go of the content. */
    void forget() {
        bytes = new byte[0];
    }

    /** How far before it the match is that was found last. */
    int distance() {
        return distance;
    }

    /** Makes the positions before this one known. */
    void insert(int to) {
        int stop = Math.min(to, hashable);
        for (int at = unknown; at < stop; at++) {
            long eight = eight(bytes, at);
            int hash = hash(eight);
            int slot = hash >>> (32 - HASH_BITS);
            older[at & WINDOW_MASK] = heads[slot];
            heads[slot] = (hash << POSITION_BITS) | (at - base);
            fours[hashOfFour(eight)] = at - base;
            threes[hashOfThree(eight)] = at - base;
        }
        unknown = Math.max(unknown, to);
    }

    /** Leaves out the positions before this one. */
    void skip(int to) {
        unknown = to;
    }

    static long eight(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    /** The hash of the first {@link #HASHED} of eight bytes; its upper bits are the best. */
    static int hash(long eight) {
        return (int) (((eight << (64 - 8 * HASHED)) * 0x9E37_79B1_85EB_CA87L) >>> 32);
    }

    private static int hashOfFour(long eight) {
        return ((int) eight * 0x9E37_79B1) >>> (32 - FOUR_BITS);
    }

    private static int hashOfThree(long eight) {
        return (((int) eight << 8) * 0x9E37_79B1) >>> (32 - THREE_BITS);
    }

    /**
     * The length of the longest match that was found, 0 without one longer than {@code least}.
     *
     * @param at the first position that is not known; it is from then on
     */
    int find(int at, int least) {
        int most = Math.min(DeflateBlock.LONGEST_MATCH, end - at);
        if (at >= hashable || least >= most) {
            return 0;
        }
        long eight = eight(bytes, at);
        int hash = hash(eight);
        int slot = hash >>> (32 - HASH_BITS);
        int newest = heads[slot];
        int entry = (hash << POSITION_BITS) | (at - base);
        older[at & WINDOW_MASK] = newest;
        heads[slot] = entry;
        unknown = at + 1;
        int length = followChain(newest, entry, at, most, least);
        return findShort(eight, at, most, length, least);
    }

    private int followChain(int newest, int entry, int at, int most, int least) {
        int limit = at - base - WINDOW;
        int longest = least;
        int after = at - base;
        int candidate = newest;
        for (int left = least >= GOOD ? STEPS_IF_GOOD : STEPS; left > 0; left--) {
            int where = candidate & POSITION_MASK;
            // at the window's very end the slot is already that of the new position, which is not older
            if (where < limit || where >= after) {
                break;
            }
            after = where;
            int from = where + base;
            if ((candidate ^ entry) >>> POSITION_BITS == 0 && bytes[from + longest] == bytes[at + longest]) {
                int length = matchLength(bytes, from, at, most);
                if (length > longest && length >= HASHED) {
                    longest = length;
                    distance = at - from;
                    if (length >= NICE || length == most) {
                        break;
                    }
                }
            }
            candidate = older[from & WINDOW_MASK];
        }
        return longest == least ? 0 : longest;
    }

    // where the chain has nothing, unless something was found one byte before
    private int findShort(long eight, int at, int most, int found, int least) {
        int four = hashOfFour(eight);
        int three = hashOfThree(eight);
        int lastOfFour = fours[four];
        int lastOfThree = threes[three];
        fours[four] = at - base;
        threes[three] = at - base;
        if (found > 0 || least > 0) {
            return found;
        }
        if (lastOfFour >= at - base - WINDOW && (int) eight == (int) eight(bytes, lastOfFour + base)) {
            distance = at - base - lastOfFour;
            return matchLength(bytes, lastOfFour + base, at, most);
        }
        if (lastOfThree >= at - base - FARTHEST_OF_THREE && (eight ^ eight(bytes, lastOfThree + base)) << 40 == 0) {
            distance = at - base - lastOfThree;
            return matchLength(bytes, lastOfThree + base, at, most);
        }
        return 0;
    }

    /** How many bytes from two places on are the same, {@code most} at most. */
    static int matchLength(byte[] bytes, int from, int at, int most) {
        int length = 0;
        while (length + Long.BYTES <= most) {
            long difference = eight(bytes, from + length) ^ eight(bytes, at + length);
            if (difference != 0) {
                return length + (Long.numberOfTrailingZeros(difference) >>> 3);
            }
            length += Long.BYTES;
        }
        while (length < most && bytes[from + length] == bytes[at + length]) {
            length++;
        }
        return length;
    }
}
