// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import dev.slipway.elf.ElfFile;
import dev.slipway.elf.Note;
import dev.slipway.elf.TextScan;
import dev.slipway.elf.VersionNeed;
import dev.slipway.portable.Libc.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells which C library is in a file. That a file is static, or was made by a compiler called musl, tells nothing:
 * {@code clang --target=x86_64-linux-musl} without a sysroot links glibc, and musl's libc.a goes together with glibc's
 * crt1.o.
 */
final class LibcFinder {
    private final ElfFile file;
    private final Linkage linkage;
    private final Marks marks;
    private final TextScan texts;
    private final List<String> evidence = new ArrayList<>();

    LibcFinder(ElfFile file, Linkage linkage, Marks marks, TextScan texts) {
        this.file = file;
        this.linkage = linkage;
        this.marks = marks;
        this.texts = texts;
    }

    Libc find() {
        if (!linkage.runs()) {
            return new Libc(Kind.NONE, Kind.NONE, List.of());
        }
        Kind kind = linkage.isStatic() ? linked() : wanted();
        return new Libc(kind, start(kind), evidence);
    }

    private Kind wanted() {
        for (String library : file.dynamic().needed()) {
            Kind kind = ofLibrary(library);
            if (kind != Kind.UNKNOWN) {
                evidence.add("needs " + library);
                return kind;
            }
        }
        for (VersionNeed need : file.versionNeeds()) {
            if (need.name().startsWith("GLIBC_")) {
                evidence.add("wants " + need.name());
                return Kind.GLIBC;
            }
        }
        String loader = file.interpreter().orElse("");
        Kind kind = ofLibrary(loader.substring(loader.lastIndexOf('/') + 1));
        if (kind != Kind.UNKNOWN) {
            evidence.add("interpreter " + loader);
            return kind;
        }
        boolean isGlibc = file.versionDefinitions().stream()
                .anyMatch(version -> version.name().startsWith("GLIBC_2"));
        if (isGlibc) {
            evidence.add("defines versions of glibc");
            return Kind.GLIBC;
        }
        return file.interpreter().isPresent() ? Kind.OTHER : Kind.NONE;
    }

    private static Kind ofLibrary(String name) {
        if (name.equals("libc.so.6")
                || name.equals("libc.so.6.1")
                || name.startsWith("ld-linux")
                || name.startsWith("ld64.so")
                || name.equals("ld.so.1")) {
            return Kind.GLIBC;
        }
        if (name.startsWith("ld-musl-") || name.startsWith("libc.musl-") || name.equals("libc.so")) {
            return Kind.MUSL;
        }
        return name.startsWith("ld-uClibc") || name.startsWith("libc.so.") || name.equals("linker64")
                ? Kind.OTHER
                : Kind.UNKNOWN;
    }

    private Kind linked() {
        List<String> glibc = marks.found(Marks.GLIBC);
        List<String> musl = marks.found(Marks.MUSL);
        if (glibc.isEmpty() && musl.isEmpty()) {
            return byTexts();
        }
        Kind kind = glibc.size() >= musl.size() ? Kind.GLIBC : Kind.MUSL;
        (kind == Kind.GLIBC ? glibc : musl).forEach(name -> evidence.add("symbol " + name));
        return kind;
    }

    private Kind byTexts() {
        List<String> glibc = Texts.found(texts, Texts.GLIBC);
        List<String> musl = Texts.found(texts, Texts.MUSL);
        boolean isGlibc = glibc.size() > musl.size();
        (isGlibc ? glibc : musl).forEach(text -> evidence.add("text \"" + text + "\""));
        if (isGlibc || !musl.isEmpty()) {
            return isGlibc ? Kind.GLIBC : Kind.MUSL;
        }
        return texts.has(Texts.GO) || !file.isStripped() ? Kind.NONE : Kind.UNKNOWN;
    }

    private Kind start(Kind kind) {
        if (linkage == Linkage.LIBRARY) {
            return Kind.NONE;
        }
        List<String> glibc = marks.found(Marks.GLIBC_START);
        // glibc has the second one in its library as well
        boolean isGlibc = kind == Kind.GLIBC ? glibc.contains("_IO_stdin_used") : !glibc.isEmpty();
        boolean hasTag = file.notes().stream().anyMatch(Note::isAbiTag);
        if (isGlibc || hasTag) {
            evidence.add(isGlibc ? "start files with " + glibc.getFirst() : "glibc's ABI tag");
            return Kind.GLIBC;
        }
        List<String> musl = marks.found(Marks.MUSL_START);
        if (!musl.isEmpty()) {
            evidence.add("start files with " + musl.getFirst());
            return Kind.MUSL;
        }
        return kind == Kind.NONE ? Kind.NONE : Kind.UNKNOWN;
    }
}
