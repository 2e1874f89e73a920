// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the dynamic section and the versions that it points to, by segments alone, as the loader does. */
final class DynamicReader {
    private static final int MOST_ENTRIES = 1 << 16;
    /** The index of a version has fifteen bits. */
    private static final int MOST_VERSIONS = 1 << 15;

    private final ElfBytes bytes;
    private final List<Segment> segments;

    DynamicReader(ElfBytes bytes, List<Segment> segments) {
        this.bytes = bytes;
        this.segments = segments;
    }

    /** Where in the file the byte of an address is. */
    long offset(long address, String what) throws MalformedElfException {
        for (Segment segment : segments) {
            if (segment.type() == Segment.LOAD && segment.holds(address)) {
                return segment.offset() + (address - segment.address());
            }
        }
        throw new MalformedElfException(
                ElfFault.Kind.BAD_ADDRESS, what + " is said to be at 0x" + Long.toHexString(address));
    }

    DynamicTable table() throws IOException {
        Segment segment = null;
        for (Segment other : segments) {
            if (segment == null && other.type() == Segment.DYNAMIC) {
                segment = other;
            }
        }
        if (segment == null) {
            return DynamicTable.NONE;
        }
        bytes.require(segment.offset(), segment.fileSize(), "the dynamic section");
        List<Long> needed = new ArrayList<>();
        Map<Long, Long> values = new HashMap<>();
        entries(segment, needed, values);
        List<String> names = new ArrayList<>();
        for (long offset : needed) {
            names.add(string(values, offset));
        }
        return new DynamicTable(
                names,
                text(values, DynamicTable.SONAME),
                text(values, DynamicTable.RPATH),
                text(values, DynamicTable.RUNPATH),
                values);
    }

    private void entries(Segment segment, List<Long> needed, Map<Long, Long> values) throws IOException {
        int w = bytes.wordBytes();
        long count = Math.min(segment.fileSize() / (2L * w), MOST_ENTRIES);
        for (long i = 0; i < count; i++) {
            long at = segment.offset() + i * 2 * w;
            long tag = bytes.word(at);
            long value = bytes.word(at + w);
            if (tag == 0) {
                return;
            }
            if (tag == DynamicTable.NEEDED) {
                needed.add(value);
            } else {
                values.put(tag, value);
            }
        }
    }

    private Optional<String> text(Map<Long, Long> values, long tag) throws IOException {
        Long offset = values.get(tag);
        return offset == null ? Optional.empty() : Optional.of(string(values, offset));
    }

    private String string(Map<Long, Long> values, long into) throws IOException {
        long table = offset(values.getOrDefault(DynamicTable.STRTAB, 0L), "the table of dynamic names");
        long size = values.getOrDefault(DynamicTable.STRSZ, 0L);
        bytes.require(table, size, "the table of dynamic names");
        if (into < 0 || into >= size) {
            throw new MalformedElfException(
                    ElfFault.Kind.BAD_STRING, "name 0x" + Long.toHexString(into) + " of a table of " + size + " bytes");
        }
        return bytes.name(table + into, table + size);
    }

    /** {@code Verneed} and {@code Vernaux}: each begins a given distance behind the last one. */
    List<VersionNeed> needs(DynamicTable dynamic) throws IOException {
        List<VersionNeed> needs = new ArrayList<>();
        if (!dynamic.has(DynamicTable.VERNEED)) {
            return needs;
        }
        long at = offset(dynamic.value(DynamicTable.VERNEED), "the table of wanted versions");
        long left = dynamic.has(DynamicTable.VERNEEDNUM) ? dynamic.value(DynamicTable.VERNEEDNUM) : MOST_VERSIONS;
        while (left-- > 0) {
            String library = string(dynamic.values(), bytes.u32(at + 4));
            needsOf(library, at, dynamic, needs);
            long next = bytes.u32(at + 12);
            if (next == 0) {
                break;
            }
            at += next;
        }
        return needs;
    }

    private void needsOf(String library, long need, DynamicTable dynamic, List<VersionNeed> needs) throws IOException {
        int count = bytes.u16(need + 2);
        long at = need + bytes.u32(need + 8);
        for (int i = 0; i < count; i++) {
            limit(needs.size());
            boolean isWeak = (bytes.u16(at + 4) & 2) != 0;
            int index = bytes.u16(at + 6) & 0x7fff;
            needs.add(new VersionNeed(library, string(dynamic.values(), bytes.u32(at + 8)), index, isWeak));
            long next = bytes.u32(at + 12);
            if (next == 0) {
                break;
            }
            at += next;
        }
    }

    /** {@code Verdef}: of each the first name, the others are those that it inherits from. */
    List<VersionDefinition> definitions(DynamicTable dynamic) throws IOException {
        List<VersionDefinition> definitions = new ArrayList<>();
        if (!dynamic.has(DynamicTable.VERDEF)) {
            return definitions;
        }
        long at = offset(dynamic.value(DynamicTable.VERDEF), "the table of defined versions");
        long left = dynamic.has(DynamicTable.VERDEFNUM) ? dynamic.value(DynamicTable.VERDEFNUM) : MOST_VERSIONS;
        while (left-- > 0) {
            limit(definitions.size());
            boolean isBase = (bytes.u16(at + 2) & 1) != 0;
            int index = bytes.u16(at + 4) & 0x7fff;
            long names = at + bytes.u32(at + 12);
            definitions.add(new VersionDefinition(string(dynamic.values(), bytes.u32(names)), index, isBase));
            long next = bytes.u32(at + 16);
            if (next == 0) {
                break;
            }
            at += next;
        }
        return definitions;
    }

    private static void limit(int count) throws MalformedElfException {
        if (count >= MOST_VERSIONS) {
            throw new MalformedElfException(ElfFault.Kind.TOO_MANY, "more than " + MOST_VERSIONS + " versions");
        }
    }
}
