// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Reads the header and the tables that it points to (gABI, chapters 4 and 5). Not for use by several threads. */
final class HeaderReader {
    private static final int IDENT = 16;
    /** Kernels have fewer sections; a mebibyte of headers is a lie or of no use. */
    private static final long MOST_SECTIONS = 1 << 16;

    private static final long MOST_SEGMENTS = 1 << 12;

    private final ElfBytes bytes;

    HeaderReader(ElfBytes bytes) {
        this.bytes = bytes;
    }

    /** @throws MalformedElfException unless the file begins as an ELF file does */
    static ElfBytes begin(ElfInput in) throws IOException {
        byte[] ident = new byte[IDENT];
        int length = in.read(0, ident, IDENT);
        if (!ElfReader.isElf(ident, length)) {
            throw new MalformedElfException(ElfFault.Kind.NOT_ELF, "it does not begin with 7f 45 4c 46");
        }
        if (length < IDENT) {
            throw new MalformedElfException(ElfFault.Kind.TRUNCATED, "it has " + length + " bytes");
        }
        if (ident[4] != 1 && ident[4] != 2) {
            throw new MalformedElfException(
                    ElfFault.Kind.BAD_HEADER, "class " + (ident[4] & 0xff) + " (expected 1 or 2)");
        }
        if (ident[5] != 1 && ident[5] != 2) {
            throw new MalformedElfException(
                    ElfFault.Kind.BAD_HEADER, "byte order " + (ident[5] & 0xff) + " (expected 1 or 2)");
        }
        ByteOrder order = ident[5] == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        ElfBytes bytes = new ElfBytes(in, order, ident[4] == 2);
        int whole = bytes.is64() ? 64 : 52;
        if (bytes.size() < whole) {
            throw new MalformedElfException(
                    ElfFault.Kind.TRUNCATED, "it has " + bytes.size() + " bytes, the header " + whole);
        }
        return bytes;
    }

    ElfHeader header() throws IOException {
        return new ElfHeader(
                bytes.is64(),
                bytes.order(),
                bytes.u8(7),
                ElfHeader.ElfType.of(bytes.u16(16)),
                bytes.u16(18),
                bytes.word(24),
                bytes.u32(24 + 3L * bytes.wordBytes()));
    }

    // where the numbers of headers begin: ehsize, phentsize, phnum, shentsize, shnum, shstrndx
    private long counts() {
        return 28 + 3L * bytes.wordBytes();
    }

    List<Segment> segments() throws IOException {
        long at = bytes.word(24L + bytes.wordBytes());
        int entry = bytes.u16(counts() + 2);
        long count = bytes.u16(counts() + 4);
        if (count == 0xffff && sectionsAt() != 0) {
            count = bytes.u32(sectionsAt() + (bytes.is64() ? 44 : 28));
        }
        check("program headers", new Table(at, entry, count), MOST_SEGMENTS, bytes.is64() ? 56 : 32);
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            segments.add(segment(at + (long) i * entry));
        }
        return segments;
    }

    private Segment segment(long at) throws IOException {
        int w = bytes.wordBytes();
        long type = bytes.u32(at);
        return bytes.is64()
                ? new Segment(
                        type,
                        bytes.u32(at + 4),
                        bytes.u64(at + 8),
                        bytes.u64(at + 16),
                        bytes.u64(at + 32),
                        bytes.u64(at + 40),
                        bytes.u64(at + 48))
                : new Segment(
                        type,
                        bytes.u32(at + 24),
                        bytes.u32(at + w),
                        bytes.u32(at + 8),
                        bytes.u32(at + 16),
                        bytes.u32(at + 20),
                        bytes.u32(at + 28));
    }

    private long sectionsAt() throws IOException {
        return bytes.word(24 + 2L * bytes.wordBytes());
    }

    List<Section> sections() throws IOException {
        long at = sectionsAt();
        int entry = bytes.u16(counts() + 6);
        long count = bytes.u16(counts() + 8);
        long names = bytes.u16(counts() + 10);
        if (at == 0) {
            return List.of();
        }
        int least = bytes.is64() ? 64 : 40;
        check("section headers", new Table(at, entry, 1), MOST_SECTIONS, least);
        count = count == 0 ? bytes.word(at + (bytes.is64() ? 32 : 20)) : count;
        names = names == 0xffff ? bytes.u32(at + (bytes.is64() ? 40 : 24)) : names;
        check("section headers", new Table(at, entry, count), MOST_SECTIONS, least);
        Section strings =
                names > 0 && names < count ? section(at + names * entry, "") : new Section("", 0, 0, 0, 0, 0, 0, 0);
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long header = at + (long) i * entry;
            sections.add(section(header, name(strings, bytes.u32(header))));
        }
        return sections;
    }

    // a section without a name is found by its type
    private String name(Section strings, long offset) throws IOException {
        return strings.hasContent() && offset < strings.size() && bytes.has(strings.offset(), strings.size())
                ? bytes.name(strings.offset() + offset, strings.offset() + strings.size())
                : "";
    }

    private Section section(long at, String name) throws IOException {
        int w = bytes.wordBytes();
        return new Section(
                name,
                bytes.u32(at + 4),
                bytes.word(at + 8),
                bytes.word(at + 8 + w),
                bytes.word(at + 8 + 2L * w),
                bytes.word(at + 8 + 3L * w),
                bytes.u32(at + 8 + 4L * w),
                bytes.word(at + 16 + 5L * w));
    }

    private record Table(long at, int entry, long count) {}

    private void check(String what, Table table, long most, int least) throws MalformedElfException {
        if (table.count == 0) {
            return;
        }
        if (table.entry < least) {
            throw new MalformedElfException(
                    ElfFault.Kind.BAD_HEADER, what + " of " + table.entry + " bytes (expected " + least + ")");
        }
        if (table.count > most || table.count < 0) {
            throw new MalformedElfException(
                    ElfFault.Kind.TOO_MANY,
                    Long.toUnsignedString(table.count) + " " + what + " (at most " + most + ")");
        }
        bytes.require(table.at, table.count * table.entry, what);
    }
}
