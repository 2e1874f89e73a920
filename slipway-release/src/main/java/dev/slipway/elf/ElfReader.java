// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads an ELF file (System V gABI). A header that can't be read is an exception; a part that can't be is a fault beside
 * what could be read. Not for use by several threads.
 */
public final class ElfReader {
    private static final int MOST_FAULTS = 20;

    private final ElfBytes bytes;
    private final ElfFile file;
    private final DynamicReader dynamic;
    private final List<ElfFault> faults = new ArrayList<>();

    /** Something that reads a part of a file. */
    private interface Part<T> {
        T read() throws IOException;
    }

    /** @throws MalformedElfException if it is no ELF file, or its headers are not as they say */
    public ElfReader(ElfInput in) throws IOException {
        bytes = HeaderReader.begin(in);
        HeaderReader headers = new HeaderReader(bytes);
        ElfHeader header = headers.header();
        List<Segment> segments = headers.segments();
        List<Section> sections = part(headers::sections, List.of());
        dynamic = new DynamicReader(bytes, segments);
        DynamicTable table = part(dynamic::table, DynamicTable.NONE);
        ElfFile read = new ElfFile(
                header,
                bytes.size(),
                segments,
                sections,
                part(() -> interpreter(segments), Optional.empty()),
                table,
                part(() -> dynamic.needs(table), List.of()),
                part(() -> dynamic.definitions(table), List.of()),
                part(() -> new NoteReader(bytes).notes(segments, sections), List.of()),
                List.of());
        if (read.isDebugOnly()) {
            // its program headers are those of the program that it was taken from
            faults.clear();
        } else {
            segments.forEach(this::checkWhole);
        }
        file = new ElfFile(
                read.header(),
                read.size(),
                read.segments(),
                read.sections(),
                read.interpreter(),
                read.dynamic(),
                read.versionNeeds(),
                read.versionDefinitions(),
                read.notes(),
                faults);
    }

    /** Whether a file begins as an ELF file does. */
    public static boolean isElf(byte[] head, int length) {
        return length >= 4 && head[0] == 0x7f && head[1] == 'E' && head[2] == 'L' && head[3] == 'F';
    }

    public ElfFile file() {
        return file;
    }

    /** Gives the symbols that the loader sees; what can't be read is a fault more. */
    public List<ElfFault> dynamicSymbols(Symbol.Visitor visitor) throws IOException {
        return symbols(() -> {
            new SymbolReader(bytes, file, dynamic).dynamic(visitor);
            return true;
        });
    }

    /** Gives the symbols of a file that is not stripped. */
    public List<ElfFault> allSymbols(Symbol.Visitor visitor) throws IOException {
        return symbols(() -> new SymbolReader(bytes, file, dynamic).all(visitor));
    }

    private List<ElfFault> symbols(Part<Boolean> part) throws IOException {
        try {
            part.read();
            return List.of();
        } catch (MalformedElfException e) {
            return file.isDebugOnly() ? List.of() : List.of(e.fault());
        }
    }

    /** Goes through the code: by sections, or by segments where there are none. */
    public void code(CodeScan scan) throws IOException {
        boolean hasSections = false;
        for (Section section : file.sections()) {
            if (section.isCode()) {
                hasSections = true;
                scan.part(bytes, section.offset(), section.size());
            }
        }
        for (Segment segment : file.segments()) {
            if (!hasSections && segment.type() == Segment.LOAD && segment.isExecutable()) {
                scan.part(bytes, segment.offset(), segment.fileSize());
            }
        }
    }

    /** Looks for texts in all that is loaded. */
    public void texts(TextScan scan) throws IOException {
        for (Segment segment : file.segments()) {
            if (segment.type() == Segment.LOAD) {
                scan.part(bytes, segment.offset(), segment.fileSize());
            }
        }
    }

    /** A part of the file, no more of it than there is. */
    public byte[] bytes(long at, int length) throws IOException {
        long most = Math.min(length, bytes.size() - at);
        return at < 0 || most <= 0 ? new byte[0] : bytes.copy(at, (int) most);
    }

    private Optional<String> interpreter(List<Segment> segments) throws IOException {
        for (Segment segment : segments) {
            if (segment.type() == Segment.INTERP) {
                bytes.require(segment.offset(), segment.fileSize(), "the interpreter's name");
                return Optional.of(bytes.name(segment.offset(), segment.offset() + segment.fileSize()));
            }
        }
        return Optional.empty();
    }

    private void checkWhole(Segment segment) {
        if (segment.type() == Segment.LOAD
                && !bytes.has(segment.offset(), segment.fileSize())
                && faults.size() < MOST_FAULTS) {
            faults.add(new ElfFault(
                    ElfFault.Kind.TRUNCATED,
                    "a segment of 0x" + Long.toHexString(segment.fileSize()) + " bytes at 0x"
                            + Long.toHexString(segment.offset()) + ", the file has 0x"
                            + Long.toHexString(bytes.size())));
        }
    }

    private <T> T part(Part<T> part, T fallback) throws IOException {
        try {
            return part.read();
        } catch (MalformedElfException e) {
            faults.add(e.fault());
            return fallback;
        }
    }
}
