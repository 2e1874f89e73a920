// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import dev.slipway.elf.ElfFile;
import dev.slipway.elf.ElfReader;
import dev.slipway.elf.Note;
import dev.slipway.elf.TextScan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a file says of its making: build id, package note, Go's build information, Rust's list of crates. */
final class OriginFinder {
    private static final long PACKAGE_NOTE = 0xcafe1a7eL;
    /** Go's own limit of a list of modules is none; real ones have some hundred kilobytes. */
    private static final int MOST_GO = 1 << 20;

    private static final int GO_HEADER = 32;

    private final ElfReader reader;
    private final ElfFile file;
    private final TextScan texts;
    private String goVersion = "";
    private final List<String> goModules = new ArrayList<>();

    OriginFinder(ElfReader reader, TextScan texts) {
        this.reader = reader;
        this.file = reader.file();
        this.texts = texts;
    }

    Origin find() throws IOException {
        go();
        return new Origin(
                file.notes().stream().filter(Note::isBuildId).map(Note::hex).findFirst(),
                goVersion.isEmpty() ? Optional.empty() : Optional.of(goVersion),
                goModules,
                file.section(".dep-v0").isPresent(),
                packageNote(),
                file.isStripped());
    }

    private Optional<String> packageNote() {
        for (Note note : file.notes()) {
            if (note.owner().equals("FDO") && note.type() == PACKAGE_NOTE) {
                String text = new String(note.content().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
                int end = text.indexOf('\0');
                return Optional.of(end < 0 ? text : text.substring(0, end));
            }
        }
        return Optional.empty();
    }

    // Go, debug/buildinfo: a magic, the size of a pointer, flags; with flag 2 two texts with their lengths follow
    private void go() throws IOException {
        long at = file.section(".go.buildinfo")
                .filter(section -> section.hasContent())
                .map(section -> section.offset())
                .orElse(texts.place(Texts.GO));
        if (at < 0) {
            return;
        }
        byte[] bytes = reader.bytes(at, MOST_GO);
        boolean isGo = bytes.length > GO_HEADER
                && new String(bytes, 0, Texts.GO.length(), StandardCharsets.ISO_8859_1).equals(Texts.GO);
        if (!isGo) {
            return;
        }
        if ((bytes[15] & 2) == 0) {
            goVersion = "before 1.18";
            return;
        }
        int[] place = {GO_HEADER};
        goVersion = text(bytes, place);
        for (String line : text(bytes, place).split("\n")) {
            String[] fields = line.split("\t");
            if (fields.length >= 3 && (fields[0].equals("mod") || fields[0].equals("dep"))) {
                goModules.add(fields[1] + " " + fields[2]);
            }
        }
    }

    private static String text(byte[] bytes, int[] place) {
        long length = 0;
        for (int shift = 0; shift < 35 && place[0] < bytes.length; shift += 7) {
            byte b = bytes[place[0]++];
            length |= (long) (b & 127) << shift;
            if (b >= 0) {
                break;
            }
        }
        int count = (int) Math.min(length, bytes.length - place[0]);
        String text = new String(bytes, place[0], count, StandardCharsets.UTF_8);
        place[0] += count;
        return text;
    }
}
