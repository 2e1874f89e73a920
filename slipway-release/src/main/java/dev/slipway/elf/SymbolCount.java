// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

import java.io.IOException;

/**
 * How many dynamic symbols there are, which the dynamic section does not say: by its section where there are sections;
 * else by the hash table (its second word; in GNU's form the last symbol of the last chain) and by the relocations, since
 * GNU's hash table leaves out what is wanted of others.
 */
final class SymbolCount {
    private final ElfBytes bytes;
    private final ElfFile file;
    private final DynamicReader dynamic;

    SymbolCount(ElfBytes bytes, ElfFile file, DynamicReader dynamic) {
        this.bytes = bytes;
        this.file = file;
        this.dynamic = dynamic;
    }

    /** @param table where the table of symbols is */
    long of(long table) throws IOException {
        long entry = bytes.is64() ? 24 : 16;
        for (Section section : file.sections()) {
            if (section.type() == Section.DYNSYM && section.offset() == table) {
                return section.size() / entry;
            }
        }
        DynamicTable tags = file.dynamic();
        if (tags.has(DynamicTable.HASH)) {
            long at = dynamic.offset(tags.value(DynamicTable.HASH), "the hash table");
            // two machines have words of 64 bits there
            int machine = file.header().machine();
            boolean isWide = bytes.is64() && (machine == Machine.S390 || machine == Machine.ALPHA);
            return isWide ? bytes.u64(at + 8) : bytes.u32(at + 4);
        }
        long hashed = tags.has(DynamicTable.GNU_HASH) ? gnuHash(tags.value(DynamicTable.GNU_HASH)) : 0;
        return Math.max(hashed, relocated());
    }

    private long gnuHash(long address) throws IOException {
        long at = dynamic.offset(address, "the hash table");
        long buckets = bytes.u32(at);
        long first = bytes.u32(at + 4);
        long bloom = bytes.u32(at + 8);
        long table = at + 16 + bloom * bytes.wordBytes();
        bytes.require(table, buckets * 4, "the hash table");
        long last = 0;
        for (long i = 0; i < buckets; i++) {
            last = Math.max(last, bytes.u32(table + 4 * i));
        }
        if (last < first) {
            return first;
        }
        long chain = table + 4 * buckets;
        while ((bytes.u32(chain + 4 * (last - first)) & 1) == 0) {
            last++;
        }
        return last + 1;
    }

    private long relocated() throws IOException {
        DynamicTable tags = file.dynamic();
        boolean addends = tags.value(20) == DynamicTable.RELA || tags.has(DynamicTable.RELA);
        long most = 0;
        most = Math.max(most, relocated(DynamicTable.RELA, 8, 3));
        most = Math.max(most, relocated(DynamicTable.REL, 18, 2));
        most = Math.max(most, relocated(DynamicTable.JMPREL, 2, addends ? 3 : 2));
        return most;
    }

    private long relocated(long tag, long sizeTag, int words) throws IOException {
        if (!file.dynamic().has(tag)) {
            return 0;
        }
        long at = dynamic.offset(file.dynamic().value(tag), "the relocations");
        long size = file.dynamic().value(sizeTag);
        bytes.require(at, size, "the relocations");
        int w = bytes.wordBytes();
        long most = 0;
        for (long i = 0; i + (long) words * w <= size; i += (long) words * w) {
            long info = bytes.word(at + i + w);
            most = Math.max(most, 1 + (bytes.is64() ? info >>> 32 : info >>> 8));
        }
        return most;
    }
}
