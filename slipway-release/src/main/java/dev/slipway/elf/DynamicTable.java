// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the dynamic section asks of the loader (gABI, chapter 5).
 *
 * @param needed the libraries, in order
 * @param values the other entries by their tag; of a tag that stands twice the last one
 */
public record DynamicTable(
        List<String> needed,
        Optional<String> soname,
        Optional<String> rpath,
        Optional<String> runpath,
        Map<Long, Long> values) {
    static final long NEEDED = 1;
    static final long HASH = 4;
    static final long STRTAB = 5;
    static final long SYMTAB = 6;
    static final long RELA = 7;
    static final long STRSZ = 10;
    static final long SONAME = 14;
    static final long RPATH = 15;
    static final long REL = 17;
    static final long TEXTREL = 22;
    static final long JMPREL = 23;
    static final long BIND_NOW = 24;
    static final long RUNPATH = 29;
    static final long FLAGS = 30;
    static final long RELR = 36;
    static final long GNU_HASH = 0x6ffffef5L;
    static final long VERSYM = 0x6ffffff0L;
    static final long FLAGS_1 = 0x6ffffffbL;
    static final long VERDEF = 0x6ffffffcL;
    static final long VERDEFNUM = 0x6ffffffdL;
    static final long VERNEED = 0x6ffffffeL;
    static final long VERNEEDNUM = 0x6fffffffL;

    /** Of a file without a dynamic section. */
    public static final DynamicTable NONE =
            new DynamicTable(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    public DynamicTable {
        needed = List.copyOf(needed);
        values = Map.copyOf(values);
    }

    long value(long tag) {
        return values.getOrDefault(tag, 0L);
    }

    boolean has(long tag) {
        return values.containsKey(tag);
    }

    /** Whether all symbols are bound at the start ({@code -z now}). */
    public boolean bindsNow() {
        return has(BIND_NOW) || (value(FLAGS) & 8) != 0 || (value(FLAGS_1) & 1) != 0;
    }

    /** Whether code is written to while the file is loaded. */
    public boolean hasTextRelocations() {
        return has(TEXTREL) || (value(FLAGS) & 4) != 0;
    }

    /** Whether it is marked as an executable that may be loaded anywhere ({@code DF_1_PIE}). */
    public boolean isPie() {
        return (value(FLAGS_1) & 0x08000000L) != 0;
    }

    /** Whether it has packed relative relocations, which glibc reads since 2.36. */
    public boolean hasPackedRelocations() {
        return has(RELR);
    }
}
