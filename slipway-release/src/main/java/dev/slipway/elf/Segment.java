// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

/** A program header (gABI, chapter 5). Sizes and places are the file's claims. */
public record Segment(long type, long flags, long offset, long address, long fileSize, long memorySize, long align) {
    public static final long LOAD = 1;
    public static final long DYNAMIC = 2;
    public static final long INTERP = 3;
    public static final long NOTE = 4;
    public static final long TLS = 7;
    public static final long GNU_STACK = 0x6474e551L;
    public static final long GNU_RELRO = 0x6474e552L;

    public boolean isExecutable() {
        return (flags & 1) != 0;
    }

    public boolean isWritable() {
        return (flags & 2) != 0;
    }

    boolean holds(long address) {
        long into = address - this.address;
        return into >= 0 && into < fileSize && address >= 0;
    }
}
