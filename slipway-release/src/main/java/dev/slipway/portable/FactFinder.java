// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import dev.slipway.elf.Arm64Scan;
import dev.slipway.elf.CpuFeature;
import dev.slipway.elf.ElfFault;
import dev.slipway.elf.ElfFile;
import dev.slipway.elf.ElfHeader.ElfType;
import dev.slipway.elf.ElfInput;
import dev.slipway.elf.ElfReader;
import dev.slipway.elf.Machine;
import dev.slipway.elf.TextScan;
import dev.slipway.elf.X86Scan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the facts of one file, from front to back: its tables, its symbols, its code, and its texts where those matter. */
public final class FactFinder {
    private final ElfReader reader;
    private final ElfFile file;
    private final Linkage linkage;
    private final Marks marks = new Marks();
    private final TextScan texts = Texts.scan();
    private final List<ElfFault> faults = new ArrayList<>();

    private FactFinder(ElfReader reader) {
        this.reader = reader;
        this.file = reader.file();
        this.linkage = linkage(file);
        faults.addAll(file.faults());
    }

    /** @throws dev.slipway.elf.MalformedElfException if it is no ELF file, or its headers are not as they say */
    public static BinaryFacts find(ElfInput in) throws IOException {
        return new FactFinder(new ElfReader(in)).facts();
    }

    private BinaryFacts facts() throws IOException {
        if (linkage.runs()) {
            faults.addAll(reader.dynamicSymbols(marks));
            faults.addAll(reader.allSymbols(marks));
            // an executable that others take malloc from has an allocator in it
            if (linkage.isStatic() || marks.allocators().containsKey("malloc")) {
                reader.texts(texts);
            }
        }
        Libc libc = new LibcFinder(file, linkage, marks, texts).find();
        return new BinaryFacts(
                file.header().architecture(),
                file.size(),
                linkage,
                file.interpreter(),
                file.dynamic().needed(),
                file.dynamic().soname(),
                Stream.concat(file.dynamic().rpath().stream(), file.dynamic().runpath().stream())
                        .toList(),
                libc,
                Wants.of(file.versionNeeds(), marks.imports()),
                marks.privates(),
                new AllocatorFinder(file, marks, texts).find(),
                nameService(libc),
                linkage.runs() ? isa() : Isa.UNKNOWN,
                new HardeningFinder(file, linkage, marks, texts).find(),
                new OriginFinder(reader, texts).find(),
                faults);
    }

    /** An executable has an interpreter or is said to be one; of the others a library has no entry mark of its own. */
    static Linkage linkage(ElfFile file) {
        ElfType type = file.header().type();
        if (file.isDebugOnly()) {
            return Linkage.DEBUG;
        }
        if (type == ElfType.CORE) {
            return Linkage.CORE;
        }
        if (type != ElfType.EXECUTABLE && type != ElfType.SHARED) {
            return Linkage.OBJECT;
        }
        boolean hasLoader = file.interpreter().isPresent();
        if (type == ElfType.EXECUTABLE) {
            return hasLoader || !file.dynamic().needed().isEmpty() ? Linkage.DYNAMIC : Linkage.STATIC;
        }
        if (hasLoader) {
            // libraries that print something when they are started, such as libc.so.6
            return file.dynamic().soname().isPresent() && !file.dynamic().isPie() ? Linkage.LIBRARY : Linkage.DYNAMIC;
        }
        return file.dynamic().isPie() ? Linkage.STATIC_PIE : Linkage.LIBRARY;
    }

    private List<String> nameService(Libc libc) {
        if (!linkage.isStatic() || libc.kind() != Libc.Kind.GLIBC) {
            return List.of();
        }
        List<String> names = marks.found(Marks.NAME_SERVICE);
        return names.isEmpty() && file.isStripped() && texts.has(Texts.NAME_SERVICE)
                ? List.of(Texts.NAME_SERVICE)
                : names;
    }

    private Isa isa() throws IOException {
        int machine = file.header().machine();
        if (machine == Machine.X86_64 || machine == Machine.I386) {
            X86Scan scan = new X86Scan(machine == Machine.X86_64);
            reader.code(scan);
            boolean checks = scan.runtimeChecks() > 0 || marks.checksAtRunTime();
            return new Isa(Properties.level(file), counts(scan::count), checks);
        }
        if (machine == Machine.AARCH64) {
            Arm64Scan scan = new Arm64Scan();
            reader.code(scan);
            return new Isa(0, counts(scan::count), marks.checksAtRunTime());
        }
        return Isa.UNKNOWN;
    }

    private interface Counts {
        long of(CpuFeature feature);
    }

    private static Map<CpuFeature, Long> counts(Counts scan) {
        Map<CpuFeature, Long> counts = new EnumMap<>(CpuFeature.class);
        for (CpuFeature feature : CpuFeature.values()) {
            if (scan.of(feature) > 0) {
                counts.put(feature, scan.of(feature));
            }
        }
        return counts;
    }
}
