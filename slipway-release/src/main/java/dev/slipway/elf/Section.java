// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

/** A section header (gABI, chapter 4). Sizes and places are the file's claims; a stripped file may have none. */
public record Section(
        String name, long type, long flags, long address, long offset, long size, long link, long entrySize) {
    static final long SYMTAB = 2;
    static final long NOTE = 7;
    static final long NOBITS = 8;
    static final long DYNSYM = 11;
    private static final long EXECINSTR = 4;

    /** Whether the file has its content. */
    public boolean hasContent() {
        return type != NOBITS && type != 0;
    }

    public boolean isCode() {
        return (flags & EXECINSTR) != 0 && hasContent();
    }
}
