// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.elf.CpuFeature;
import dev.slipway.elf.ElfFile;
import dev.slipway.elf.ElfInput;
import dev.slipway.elf.ElfReader;
import dev.slipway.elf.Note;
import dev.slipway.elf.X86Scan;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The reader beside binutils, on every ELF file of this machine. */
@Tag("long")
class ReadelfTest {
    private static final int BATCH = 60;

    @Test
    @Timeout(value = 25, unit = TimeUnit.MINUTES)
    void eachFileIsReadAsReadelfReadsIt() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/usr/bin/readelf")), "binutils are missing");
        List<Path> files = dynamicFiles();
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < files.size(); i += BATCH) {
            List<Path> batch = files.subList(i, Math.min(files.size(), i + BATCH));
            List<Set<String>> expected = readelf(batch);
            for (int j = 0; j < batch.size(); j++) {
                compare(batch.get(j), expected.get(j), differences);
            }
        }

        assertThat(files).hasSizeGreaterThan(100);
        assertThat(differences).isEmpty();
    }

    @Test
    void asManyVectorInstructionsAreCountedAsObjdumpShows() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/usr/bin/objdump")), "binutils are missing");
        for (String name : List.of(
                "/usr/bin/bash",
                "/usr/sbin/ldconfig",
                "/usr/lib/x86_64-linux-gnu/libc.so.6",
                "/usr/lib/x86_64-linux-gnu/libm.so.6",
                "/usr/lib/x86_64-linux-gnu/libz.so.1")) {
            Path file = Path.of(name);
            if (!Files.exists(file)) {
                continue;
            }
            X86Scan scan = new X86Scan(true);
            try (FileChannel channel = FileChannel.open(file.toRealPath())) {
                new ElfReader(ElfInput.of(channel)).code(scan);
            }
            long counted = 0;
            for (CpuFeature feature : CpuFeature.values()) {
                counted += feature.level() >= 3 && feature != CpuFeature.LZCNT && feature != CpuFeature.MOVBE
                        ? scan.count(feature)
                        : 0;
            }
            long shown = vectorInstructions(file);

            assertThat(Math.abs(counted - shown))
                    .as("%s: %d counted, %d shown", name, counted, shown)
                    .isLessThanOrEqualTo(2 + shown / 100);
        }
    }

    private static List<Path> dynamicFiles() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String root : List.of("/usr/bin", "/usr/lib")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                for (Path file : files.sorted().toList()) {
                    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                            && Files.isReadable(file)
                            && isDynamic(file)) {
                        found.add(file);
                    }
                }
            }
        }
        return found;
    }

    private static boolean isDynamic(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            byte[] head = new byte[4];
            ElfInput in = ElfInput.of(channel);
            if (!ElfReader.isElf(head, in.read(0, head, 4))) {
                return false;
            }
            ElfFile elf = new ElfReader(in).file();
            return elf.isDynamic() && !elf.isDebugOnly();
        }
    }

    private static void compare(Path file, Set<String> expected, List<String> differences) throws IOException {
        Set<String> actual = new TreeSet<>();
        try (FileChannel channel = FileChannel.open(file)) {
            ElfReader reader = new ElfReader(ElfInput.of(channel));
            ElfFile elf = reader.file();
            elf.faults().forEach(fault -> actual.add("fault " + fault));
            elf.interpreter().ifPresent(name -> actual.add("interpreter " + name));
            elf.dynamic().needed().forEach(name -> actual.add("needed " + name));
            elf.dynamic().soname().ifPresent(name -> actual.add("soname " + name));
            elf.dynamic().rpath().ifPresent(name -> actual.add("rpath " + name));
            elf.dynamic().runpath().ifPresent(name -> actual.add("runpath " + name));
            elf.versionNeeds().forEach(need -> actual.add("wants " + need.name() + " of " + need.library()));
            elf.notes().stream().filter(Note::isBuildId).forEach(note -> actual.add("build " + note.hex()));
            reader.dynamicSymbols(symbol -> {
                if (symbol.isUndefined()) {
                    actual.add("symbol " + symbol.versioned());
                }
            });
        }
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(actual);
        actual.removeAll(expected);
        if (!missing.isEmpty() || !actual.isEmpty()) {
            differences.add(file + ": readelf alone has " + first(missing) + ", we alone " + first(actual));
        }
    }

    private static List<String> first(Set<String> all) {
        return all.stream().limit(3).toList();
    }

    private static List<Set<String>> readelf(List<Path> files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("readelf", "-W", "-l", "-d", "-V", "-n", "--dyn-syms"));
        files.forEach(file -> command.add(file.toString()));
        // one file alone would not be named
        command.add("/usr/bin/readelf");
        List<Set<String>> all = new ArrayList<>();
        Process process = start(command);
        String library = "";
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                String text = line.strip();
                if (line.startsWith("File: ")) {
                    all.add(new TreeSet<>());
                } else if (text.contains("  File: ") && text.contains("  Cnt: ")) {
                    library = text.substring(text.indexOf("  File: ") + 8, text.indexOf("  Cnt: "));
                } else if (text.contains("Name: ")
                        && text.contains("  Flags: ")
                        && text.contains("  Version: ")
                        && !text.contains("Index: ")) {
                    String name = text.substring(text.indexOf("Name: ") + 6, text.indexOf("  Flags: "));
                    all.getLast().add("wants " + name + " of " + library);
                } else {
                    line(text, all);
                }
            }
        }
        process.waitFor();
        return all;
    }

    private static void line(String written, List<Set<String>> all) {
        // columns are as wide as the file's addresses
        String text = written.replaceAll(" +", " ");
        String[][] marks = {
            {"[Requesting program interpreter: ", "interpreter "},
            {"(NEEDED) Shared library: [", "needed "},
            {"(SONAME) Library soname: [", "soname "},
            {"(RPATH) Library rpath: [", "rpath "},
            {"(RUNPATH) Library runpath: [", "runpath "}
        };
        for (String[] mark : marks) {
            int at = text.indexOf(mark[0]);
            if (at >= 0) {
                all.getLast().add(mark[1] + text.substring(at + mark[0].length(), text.length() - 1));
            }
        }
        int id = text.indexOf("Build ID: ");
        if (id >= 0) {
            all.getLast().add("build " + text.substring(id + "Build ID: ".length()));
        }
        String[] fields = text.split("\\s+");
        if (fields.length >= 8 && fields[6].equals("UND") && fields[0].endsWith(":")) {
            all.getLast().add("symbol " + fields[7]);
        }
    }

    // a line is an address, the bytes and the instruction, with tabulators between them
    private static long vectorInstructions(Path file) throws IOException, InterruptedException {
        Process process = start(List.of("objdump", "-d", file.toString()));
        long count = 0;
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                String[] parts = line.split("\t");
                boolean isOne = parts.length >= 3
                        && (parts[1].startsWith("c4 ") || parts[1].startsWith("c5 ") || parts[1].startsWith("62 "))
                        && !parts[2].contains("(bad)");
                count += isOne ? 1 : 0;
            }
        }
        process.waitFor();
        return count;
    }

    private static Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder.start();
    }
}
