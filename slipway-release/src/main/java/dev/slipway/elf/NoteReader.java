// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads notes (gABI, chapter 5), of segments and sections; a note that is in both counts once. */
final class NoteReader {
    private static final int MOST_NOTES = 1 << 10;
    /** Longer ones, such as the memory maps of cores, say nothing that is asked for. */
    private static final long LONGEST = 1 << 14;

    private final ElfBytes bytes;
    private final List<Note> notes = new ArrayList<>();
    private final Set<Long> places = new HashSet<>();

    NoteReader(ElfBytes bytes) {
        this.bytes = bytes;
    }

    List<Note> notes(List<Segment> segments, List<Section> sections) throws IOException {
        for (Segment segment : segments) {
            if (segment.type() == Segment.NOTE) {
                read(segment.offset(), segment.fileSize(), segment.align());
            }
        }
        for (Section section : sections) {
            if (section.type() == Section.NOTE) {
                read(section.offset(), section.size(), section.name().equals(".note.gnu.property") ? 8 : 4);
            }
        }
        return notes;
    }

    private void read(long from, long length, long align) throws IOException {
        bytes.require(from, length, "notes");
        long padding = align == 8 && bytes.is64() ? 8 : 4;
        long at = from;
        long end = from + length;
        while (end - at >= 12 && notes.size() < MOST_NOTES) {
            long name = at + 12;
            long nameSize = bytes.u32(at);
            long content = padded(name + nameSize - from, padding) + from;
            long contentSize = bytes.u32(at + 4);
            if (nameSize > end - name || contentSize > end - content) {
                throw new MalformedElfException(
                        ElfFault.Kind.OUT_OF_FILE,
                        "a note at 0x" + Long.toHexString(at) + " is longer than its section");
            }
            if (places.add(at) && contentSize <= LONGEST && nameSize <= 64) {
                notes.add(new Note(text(name, (int) nameSize), bytes.u32(at + 8), content(content, (int) contentSize)));
            }
            at = padded(content + contentSize - from, padding) + from;
        }
    }

    private static long padded(long value, long padding) {
        return (value + padding - 1) & -padding;
    }

    private String text(long at, int length) throws IOException {
        String text = content(at, length);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    private String content(long at, int length) throws IOException {
        return new String(bytes.copy(at, length), StandardCharsets.ISO_8859_1);
    }
}
