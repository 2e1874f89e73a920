// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.elf.ElfInput;
import dev.slipway.elf.ElfMaker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCheckTest {
    private static final byte[] FILE = ElfMaker.dynamic(true, ByteOrder.LITTLE_ENDIAN);

    @TempDir
    Path folder;

    @Test
    void aSymbolThatIsTooNewIsNamedWithItsLibraryAndARemedy() throws IOException {
        Violation violation =
                check(Profiles.find("manylinux_2_28").orElseThrow()).getFirst();

        assertThat(violation.toString())
                .isEqualTo(
                        "bin/x: pow@GLIBC_2.29 (libm.so.6): newer than GLIBC_2.28, the newest that manylinux_2_28 allows");
        assertThat(violation.words().remedy()).contains("glibc is 2.28 or older");
    }

    @Test
    void aPolicyThatIsKeptSaysNothing() throws IOException {
        assertThat(check(Profiles.find("manylinux_2_34").orElseThrow())).isEmpty();
    }

    @Test
    void theOldestPolicyIsTheStrictest() {
        assertThat(Profiles.names())
                .containsExactly("manylinux_2_17", "manylinux_2_28", "manylinux_2_34", "musllinux_1_2", "static");
    }

    @Test
    void aLibraryThatIsNotInTheListIsNamed() throws IOException {
        assertThat(check(new Policy("own", List.of(new Rule.Needed(Set.of("libc.so.6"))))))
                .extracting(Violation::subject)
                .containsExactly("libm.so.6");
    }

    @Test
    void aGlibcProgramIsNoMuslProgram() throws IOException {
        assertThat(check(Profiles.find("musllinux_1_2").orElseThrow()))
                .extracting(Violation::rule)
                .contains("needed", "libc");
    }

    @Test
    void aDynamicProgramIsNotStatic() throws IOException {
        assertThat(check(Profiles.find("static").orElseThrow()))
                .extracting(violation -> violation.words().message())
                .containsExactly("dynamic, loaded by /lib/ld-linux.so.2, needs libm.so.6");
    }

    @Test
    void aFileThatIsCutOffProvesNothingEvenWithoutAPolicy() throws IOException {
        byte[] part = Arrays.copyOf(FILE, FILE.length - 200);

        assertThat(PolicyCheck.check("x", FactFinder.find(ElfInput.of(part)), List.of()))
                .extracting(Violation::rule)
                .contains("readable");
    }

    @Test
    void membersOfArchivesAreFoundInOneAnother() throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("lib/x.so"));
            out.write(FILE);
            out.putNextEntry(new ZipEntry("README"));
            out.write("text".getBytes(StandardCharsets.UTF_8));
        }
        Files.createDirectories(folder.resolve("d/e"));
        Files.write(folder.resolve("d/e/program"), FILE);
        Files.createSymbolicLink(folder.resolve("d/loop"), folder);
        Files.write(folder.resolve("wheel.zip"), zip.toByteArray());
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("program.gz")))) {
            out.write(FILE);
        }
        List<String> found = new ArrayList<>();
        BinaryWalk walk = new BinaryWalk(new Names(found));

        walk.path(folder.resolve("d"), "d");
        walk.path(folder.resolve("wheel.zip"), "wheel.zip");
        walk.path(folder.resolve("program.gz"), "program.gz");

        assertThat(found).containsExactly("d/e/program", "wheel.zip:lib/x.so", "program.gz");
    }

    private record Names(List<String> found) implements BinaryWalk.Visitor {
        @Override
        public void binary(String name, ElfInput in) {
            found.add(name);
        }

        @Override
        public void unreadable(String name, String why) {
            found.add(name + " " + why);
        }
    }

    private static List<Violation> check(Policy policy) throws IOException {
        return PolicyCheck.check("bin/x", FactFinder.find(ElfInput.of(FILE)), List.of(policy));
    }
}
