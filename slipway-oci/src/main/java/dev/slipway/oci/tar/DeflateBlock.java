// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import java.util.Arrays;

/**
 * One block of deflate (RFC 1951, section 3.2): collects literals and matches, then writes them with codes of their own,
 * with the fixed codes, or as stored bytes, whichever is shortest.
 */
final class DeflateBlock {
    /** The most literals and matches of a block. */
    static final int MOST_TOKENS = 32 << 10;

    static final int SHORTEST_MATCH = 3;
    static final int LONGEST_MATCH = 258;

    private static final int END_OF_BLOCK = 256;
    private static final int FIRST_LENGTH = 257;

    // a token: a literal byte, or 256 + length - 3; then the distance's symbol; then its extra bits
    private static final int IS_MATCH = 1 << 8;
    private static final int DISTANCE_SHIFT = 9;
    private static final int EXTRA_SHIFT = 14;
    private static final int WORD_MASK = (1 << DISTANCE_SHIFT) - 1;

    private final BitWriter out;
    private final int[] tokens = new int[MOST_TOKENS];
    private final BlockSplit split = new BlockSplit();
    private int size;
    private int nextLook;

    private final HuffmanCode words = new HuffmanCode(286, 15);
    private final HuffmanCode distances = new HuffmanCode(30, 15);
    private final CodeHeader header = new CodeHeader(words, distances);
    private final FixedCodes fixed = new FixedCodes();

    // what is written for a literal or a length, extra bits included, and for a distance's symbol: bits << 5 | their
    // number
    private final int[] wordBits = new int[2 * IS_MATCH];
    private final int[] distanceBits = new int[30];

    DeflateBlock(BitWriter out) {
        this.out = out;
    }

    /** Forgets the block before. */
    void begin() {
        size = 0;
        nextLook = BlockSplit.STEP;
        split.begin();
        Arrays.fill(words.counts, 0);
        Arrays.fill(distances.counts, 0);
    }

    /** Whether it must end before the next token, or had better. */
    boolean shouldEnd(int contentBytes) {
        if (size < nextLook) {
            return false;
        }
        nextLook = Math.min(size + BlockSplit.STEP, MOST_TOKENS);
        return split.changes(words.counts, size, contentBytes) || size == MOST_TOKENS;
    }

    /** How many tokens may come before {@link #shouldEnd} must be asked again. */
    int roomUntilLook() {
        return nextLook - size;
    }

    boolean isFull() {
        return size == MOST_TOKENS;
    }

    /** Takes a byte as it is. */
    void literal(byte value) {
        int word = value & 0xff;
        words.counts[word]++;
        tokens[size++] = word;
    }

    /** Takes bytes as they are. */
    void literals(byte[] bytes, int from, int to) {
        // fields would be read again for each byte
        int[] counts = words.counts;
        int[] into = tokens;
        int at = size;
        for (int i = from; i < to; i++) {
            int word = bytes[i] & 0xff;
            counts[word]++;
            into[at++] = word;
        }
        size = at;
    }

    /** Takes a copy of {@code length} bytes from {@code distance} bytes before. */
    void match(int length, int distance) {
        int symbol = distanceSymbol(distance - 1);
        int extra = (distance - 1) & ((1 << distanceExtra(symbol)) - 1);
        words.counts[FIRST_LENGTH + lengthSymbol(length - SHORTEST_MATCH)]++;
        distances.counts[symbol]++;
        tokens[size++] = (extra << EXTRA_SHIFT) | (symbol << DISTANCE_SHIFT) | IS_MATCH | (length - SHORTEST_MATCH);
    }

    // lengths and distances less their smallest: four, or two, symbols for each power of two (section 3.2.5)
    private static int lengthSymbol(int length) {
        if (length < 8) {
            return length;
        }
        if (length == LONGEST_MATCH - SHORTEST_MATCH) {
            return 28;
        }
        int log = 31 - Integer.numberOfLeadingZeros(length);
        return 4 * (log - 1) + ((length >>> (log - 2)) & 3);
    }

    private static int lengthExtra(int symbol) {
        return symbol < 8 || symbol == 28 ? 0 : (symbol >>> 2) - 1;
    }

    private static int distanceSymbol(int distance) {
        if (distance < 4) {
            return distance;
        }
        int log = 31 - Integer.numberOfLeadingZeros(distance);
        return 2 * log + ((distance >>> (log - 1)) & 1);
    }

    private static int distanceExtra(int symbol) {
        return symbol < 4 ? 0 : (symbol >>> 1) - 1;
    }

    /**
     * Writes the block.
     *
     * @param bytes what the tokens stand for, from {@code start} to {@code end}
     */
    void write(byte[] bytes, int start, int end, boolean last) {
        words.counts[END_OF_BLOCK] = 1;
        long extra = extraBits();
        words.build();
        distances.build();
        long ownBits = header.build() + words.bits() + distances.bits() + extra;
        long fixedBits = fixed.bits(words.counts, distances.counts) + extra;
        long storedBits = 8L * StoredBlocks.bound(end - start);
        if (storedBits <= Math.min(ownBits, fixedBits)) {
            out.store(bytes, start, end, last);
            return;
        }
        out.put(last ? 1 : 0, 1);
        if (fixedBits <= ownBits) {
            out.put(1, 2);
            writeTokens(fixed.words(), fixed.distances());
        } else {
            out.put(2, 2);
            header.write(out);
            writeTokens(words, distances);
        }
    }

    // counts of symbols times their extra bits
    private long extraBits() {
        long sum = 0;
        for (int symbol = 8; symbol < 28; symbol++) {
            sum += (long) words.counts[FIRST_LENGTH + symbol] * lengthExtra(symbol);
        }
        for (int symbol = 4; symbol < 30; symbol++) {
            sum += (long) distances.counts[symbol] * distanceExtra(symbol);
        }
        return sum;
    }

    private void writeTokens(HuffmanCode word, HuffmanCode distance) {
        fillTables(word, distance);
        for (int i = 0; i < size; i++) {
            int token = tokens[i];
            int bits = wordBits[token & WORD_MASK];
            // at most 15 + 5 + 15 + 13 bits
            out.hold(bits >>> 5, bits & 31);
            if ((token & IS_MATCH) != 0) {
                int symbol = (token >>> DISTANCE_SHIFT) & 31;
                int far = distanceBits[symbol];
                out.hold(far >>> 5, far & 31);
                out.hold(token >>> EXTRA_SHIFT, distanceExtra(symbol));
            }
            out.flush();
        }
        out.put(word.codes[END_OF_BLOCK], word.lengths[END_OF_BLOCK]);
    }

    private void fillTables(HuffmanCode word, HuffmanCode distance) {
        for (int literal = 0; literal < IS_MATCH; literal++) {
            wordBits[literal] = (word.codes[literal] << 5) | word.lengths[literal];
        }
        for (int length = 0; length <= LONGEST_MATCH - SHORTEST_MATCH; length++) {
            int symbol = lengthSymbol(length);
            int extra = lengthExtra(symbol);
            int bits = word.lengths[FIRST_LENGTH + symbol];
            int value = word.codes[FIRST_LENGTH + symbol] | ((length & ((1 << extra) - 1)) << bits);
            wordBits[IS_MATCH + length] = (value << 5) | (bits + extra);
        }
        for (int symbol = 0; symbol < distanceBits.length; symbol++) {
            distanceBits[symbol] = (distance.codes[symbol] << 5) | distance.lengths[symbol];
        }
    }

    /** Ends at a whole byte by an empty stored block, as a sync flush of zlib does. */
    void sync() {
        out.put(0, 3);
        out.align();
        out.put(0xffff_0000L, 32);
    }
}
