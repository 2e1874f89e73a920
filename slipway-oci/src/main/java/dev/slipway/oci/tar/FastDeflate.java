// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

/**
 * Deflates a piece of content that is at hand as a whole (RFC 1951), several times as fast as zlib at its level 6 and
 * about as small: hash chains of few steps, and a short match waits for a longer one at the next byte. What is written
 * depends on the bytes alone. Used again and again, by one thread at a time.
 */
final class FastDeflate {
    /** How much content before its start is of use. */
    static final int WINDOW = MatchFinder.WINDOW;

    /** The most content that is deflated at once. */
    static final int MOST = 1 << 20;

    // a match this long is taken at once
    private static final int LAZY = 12;

    // after so many literals in a row only some places are looked at, as what is there can hardly be compressed
    private static final int PATIENCE_BITS = 9;
    private static final int LONGEST_STEP = 16;

    private final BitWriter out = new BitWriter();
    private final DeflateBlock block = new DeflateBlock(out);
    private final MatchFinder finder = new MatchFinder();
    private final NewestMatches newest = new NewestMatches();
    private final int[] counts = new int[256];

    /** How much room {@link #deflate} wants at most: six bytes for each block of 5,000, and the end. */
    static int bound(int length) {
        return length + (length >>> 9) + 64;
    }

    /**
     * Deflates {@code bytes} from {@code start} to {@code end}; what is before, from {@code known} on, may be copied from.
     * Ends at a whole byte, the stream too if {@code last}.
     *
     * @return the end of what was written to {@code into}
     */
    int deflate(byte[] bytes, int known, int start, int end, byte[] into, int to, boolean last) {
        if (end - start > MOST || into.length - to < bound(end - start)) {
            throw new IllegalArgumentException("too much to deflate at once, or too little room");
        }
        out.begin(into, to);
        int window = Math.max(known, start - WINDOW);
        if (DistinctBytes.areFew(bytes, start, end, counts)) {
            newest.begin(bytes, window, start, end);
            parseGreedily(bytes, start, end, last);
            newest.forget();
        } else {
            finder.begin(bytes, window, start, end);
            parseLazily(bytes, start, end, last);
            finder.forget();
        }
        if (last) {
            out.align();
        } else {
            block.sync();
        }
        return out.position();
    }

    private void parseLazily(byte[] bytes, int start, int end, boolean last) {
        int at = start;
        int blockStart = start;
        int matchEnd = start;
        block.begin();
        int length = finder.find(at, 0);
        while (at < end) {
            if (block.shouldEnd(at - blockStart)) {
                block.write(bytes, blockStart, at, false);
                blockStart = at;
                block.begin();
            }
            if (length == 0) {
                block.literal(bytes[at++]);
                int step = (at - matchEnd) >>> PATIENCE_BITS;
                if (step > 0) {
                    at = skip(bytes, at, Math.min(end, at + Math.min(step, LONGEST_STEP)));
                }
                length = finder.find(at, 0);
                continue;
            }
            int distance = finder.distance();
            int next = length < LAZY ? finder.find(at + 1, length) : 0;
            if (next > 0) {
                block.literal(bytes[at++]);
                length = next;
                continue;
            }
            block.match(length, distance);
            at += length;
            matchEnd = at;
            finder.insert(at);
            length = finder.find(at, 0);
        }
        block.write(bytes, blockStart, end, last);
    }

    // where there are few different bytes waiting gains nothing: each match is taken
    private void parseGreedily(byte[] bytes, int start, int end, boolean last) {
        int at = start;
        int blockStart = start;
        block.begin();
        while (at < end) {
            if (block.shouldEnd(at - blockStart)) {
                block.write(bytes, blockStart, at, false);
                blockStart = at;
                block.begin();
            }
            int match = newest.find(at, Math.min(end, at + block.roomUntilLook()));
            block.literals(bytes, at, match);
            at = match;
            if (newest.length() > 0) {
                block.match(newest.length(), newest.distance());
                at += newest.length();
                newest.pass(match + 1, at);
            }
        }
        block.write(bytes, blockStart, end, last);
    }

    private int skip(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && !block.isFull()) {
            block.literal(bytes[at++]);
        }
        finder.skip(at);
        return at;
    }
}
