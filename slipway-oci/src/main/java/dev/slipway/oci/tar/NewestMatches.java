// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import java.util.Arrays;

/**
 * Finds matches in content of few different bytes (digits, base 16, letters of one alphabet): of the earlier occurrences of
 * the same six bytes only the newest is looked at. Any three or four bytes are met everywhere there, so that a match is
 * worth its bits only if it is longer, and a second look finds hardly a longer one.
 */
final class NewestMatches {
    private static final int WINDOW = MatchFinder.WINDOW;
    private static final int HASH_BITS = 15;
    private static final int SHORTEST = MatchFinder.HASHED;

    // as in a MatchFinder: a position and, above it, bits of the hash
    private static final int POSITION_BITS = MatchFinder.POSITION_BITS;
    private static final int POSITION_MASK = (1 << POSITION_BITS) - 1;

    private final int[] newest = new int[1 << HASH_BITS];

    private byte[] bytes = new byte[0];
    private int end;
    // behind the last position that has eight bytes to look at
    private int hashable;
    // what positions in the table count from: 0 is too far away for all that are asked for
    private int base;
    private int length;
    private int distance;

    /** Begins with content whose first part, from {@code known} to {@code start}, is already written. */
    void begin(byte[] content, int known, int start, int stop) {
        bytes = content;
        end = stop;
        hashable = stop - (Long.BYTES - 1);
        base = known - WINDOW - 1;
        Arrays.fill(newest, 0);
        pass(known, start);
    }

    /** Lets go of the content. */
    void forget() {
        bytes = new byte[0];
    }

    /** The length of the match that was found last; 0 if none was. */
    int length() {
        return length;
    }

    /** How far before its place the match is that was found last. */
    int distance() {
        return distance;
    }

    /** Where the next match begins, from {@code from} on; {@code stop} if there is none before it. */
    int find(int from, int stop) {
        // fields would be read again for each byte
        int[] table = newest;
        byte[] content = bytes;
        int zero = base;
        int last = Math.min(stop, hashable);
        length = 0;
        for (int at = from; at < last; at++) {
            int hash = MatchFinder.hash(MatchFinder.eight(content, at));
            int slot = hash >>> (Integer.SIZE - HASH_BITS);
            int candidate = table[slot];
            int entry = (hash << POSITION_BITS) | (at - zero);
            table[slot] = entry;
            int where = candidate & POSITION_MASK;
            if ((candidate ^ entry) >>> POSITION_BITS == 0 && where >= at - zero - WINDOW && take(where + zero, at)) {
                return at;
            }
        }
        return stop;
    }

    private boolean take(int from, int at) {
        int found = MatchFinder.matchLength(bytes, from, at, Math.min(DeflateBlock.LONGEST_MATCH, end - at));
        if (found < SHORTEST) {
            return false;
        }
        length = found;
        distance = at - from;
        return true;
    }

    /** Makes positions known that no match is asked for. */
    void pass(int from, int to) {
        int stop = Math.min(to, hashable);
        for (int at = from; at < stop; at++) {
            int hash = MatchFinder.hash(MatchFinder.eight(bytes, at));
            newest[hash >>> (Integer.SIZE - HASH_BITS)] = (hash << POSITION_BITS) | (at - base);
        }
    }
}
