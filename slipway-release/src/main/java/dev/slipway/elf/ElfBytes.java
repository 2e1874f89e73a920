// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Numbers and names at places of a file, in its byte order and word size. Keeps the pages that were read last, a quarter
 * of a mebibyte at most; every read is compared with the file's size.
 */
final class ElfBytes {
    private static final int PAGE_BITS = 13;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final int SLOTS = 32;
    /** Mangled names of templates have some ten thousand characters. */
    private static final int LONGEST_NAME = 1 << 16;

    private final ElfInput in;
    private final long size;
    private final ByteOrder order;
    private final boolean is64;
    private final @Nullable ByteBuffer[] pages = new ByteBuffer[SLOTS];
    private final long[] numbers = new long[SLOTS];
    private long nameBudget;

    ElfBytes(ElfInput in, ByteOrder order, boolean is64) {
        this.in = in;
        this.size = in.size();
        this.order = order;
        this.is64 = is64;
        this.nameBudget = 2 * Math.min(size, 1L << 40) + LONGEST_NAME;
    }

    long size() {
        return size;
    }

    ByteOrder order() {
        return order;
    }

    boolean is64() {
        return is64;
    }

    /** The bytes of a word: an address, an offset or a size. */
    int wordBytes() {
        return is64 ? 8 : 4;
    }

    /** Whether all of a part is in the file. */
    boolean has(long at, long length) {
        return at >= 0 && length >= 0 && at <= size - length;
    }

    /** Where the part ends that is in the file; {@code from} when none of it is. */
    long end(long from, long length) {
        return from < 0 || from >= size || length < 0 ? from : from + Math.min(length, size - from);
    }

    /** @throws MalformedElfException if not all of the part is in the file */
    void require(long at, long length, String what) throws MalformedElfException {
        if (!has(at, length)) {
            throw new MalformedElfException(
                    ElfFault.Kind.OUT_OF_FILE,
                    what + ": 0x" + Long.toHexString(length) + " bytes at 0x" + Long.toHexString(at)
                            + ", the file has 0x" + Long.toHexString(size));
        }
    }

    int u8(long at) throws IOException {
        require(at, 1, "a byte");
        return page(at >>> PAGE_BITS).get((int) at & (PAGE - 1)) & 0xff;
    }

    int u16(long at) throws IOException {
        int offset = (int) at & (PAGE - 1);
        require(at, 2, "a number");
        if (offset <= PAGE - 2) {
            return page(at >>> PAGE_BITS).getShort(offset) & 0xffff;
        }
        int first = u8(at);
        int second = u8(at + 1);
        return order == ByteOrder.BIG_ENDIAN ? (first << 8) | second : (second << 8) | first;
    }

    long u32(long at) throws IOException {
        int offset = (int) at & (PAGE - 1);
        require(at, 4, "a number");
        if (offset <= PAGE - 4) {
            return page(at >>> PAGE_BITS).getInt(offset) & 0xffffffffL;
        }
        long first = u16(at);
        long second = u16(at + 2);
        return order == ByteOrder.BIG_ENDIAN ? (first << 16) | second : (second << 16) | first;
    }

    /** Numbers of 2^63 and more come out negative, which no comparison with a size lets pass. */
    long u64(long at) throws IOException {
        int offset = (int) at & (PAGE - 1);
        require(at, 8, "a number");
        if (offset <= PAGE - 8) {
            return page(at >>> PAGE_BITS).getLong(offset);
        }
        long first = u32(at);
        long second = u32(at + 4);
        return order == ByteOrder.BIG_ENDIAN ? (first << 32) | second : (second << 32) | first;
    }

    long word(long at) throws IOException {
        return is64 ? u64(at) : u32(at);
    }

    /**
     * The name at a place.
     *
     * @param end where its table ends; the name ends before it
     */
    String name(long at, long end) throws IOException {
        long most = Math.min(Math.min(end, size) - at, LONGEST_NAME);
        if (at < 0 || most <= 0) {
            throw new MalformedElfException(
                    ElfFault.Kind.BAD_STRING, "the name at 0x" + Long.toHexString(at) + " lies outside of its table");
        }
        long last = at;
        while (u8(last) != 0) {
            if (++last - at >= most) {
                throw new MalformedElfException(
                        ElfFault.Kind.BAD_STRING, "the name at 0x" + Long.toHexString(at) + " has no end");
            }
        }
        nameBudget -= last - at;
        if (nameBudget < 0) {
            throw new MalformedElfException(
                    ElfFault.Kind.TOO_MANY, "the names are together longer than the file that holds them");
        }
        return new String(copy(at, (int) (last - at)), StandardCharsets.UTF_8);
    }

    /** A part as an array; who asks bounds its length. */
    byte[] copy(long at, int length) throws IOException {
        require(at, length, "a part");
        byte[] copy = new byte[length];
        int done = 0;
        while (done < length) {
            int offset = (int) (at + done) & (PAGE - 1);
            int count = Math.min(length - done, PAGE - offset);
            page((at + done) >>> PAGE_BITS).get(offset, copy, done, count);
            done += count;
        }
        return copy;
    }

    /** Reads a part past the pages, for those who go through much of it once. */
    int readThrough(long at, byte[] into, int length) throws IOException {
        return in.read(at, into, length);
    }

    private ByteBuffer page(long number) throws IOException {
        int slot = (int) number & (SLOTS - 1);
        ByteBuffer page = pages[slot];
        if (page == null || numbers[slot] != number) {
            if (page == null) {
                page = ByteBuffer.allocate(PAGE).order(order);
                pages[slot] = page;
            }
            numbers[slot] = -1;
            long at = number << PAGE_BITS;
            int wanted = (int) Math.min(PAGE, size - at);
            if (in.read(at, page.array(), wanted) < wanted) {
                throw new MalformedElfException(ElfFault.Kind.TRUNCATED, "the file became shorter while it was read");
            }
            numbers[slot] = number;
        }
        return page;
    }
}
