// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.elf.CpuFeature;
import dev.slipway.elf.ElfInput;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ldd} can't tell apart, on programs that are built here. */
@Tag("long")
class BuiltBinariesTest {
    private static final Path GLIBC = Path.of("/usr/lib/x86_64-linux-gnu");
    private static final Path MUSL = Path.of("/usr/lib/x86_64-linux-musl");
    private static final String HELLO = """
            #include <stdio.h>
            int main(void) { puts("hi"); return 0; }
            """;
    private static final String USER = """
            #include <pwd.h>
            int main(void) { return getpwnam("root") == 0; }
            """;
    private static final String ALLOCATOR = """
            #include <stdlib.h>
            static char heap[65536]; static size_t at;
            void *mi_malloc(size_t n) { void *p = heap + at; at += (n + 15) & ~(size_t) 15; return p; }
            """;
    private static final String OVERRIDE = """
            void *malloc(size_t) __attribute__((alias("mi_malloc")));
            void free(void *p) { (void) p; }
            """;
    private static final String USES_BOTH = """
            int main(int n, char **a) { (void) a; return mi_malloc(n) == malloc(n); }
            """;
    private static final String ADD = """
            void add(float *a, const float *b) { for (int i = 0; i < 1024; i++) a[i] += b[i]; }
            static float x[1024], y[1024]; int main(void) { add(x, y); return x[0] != 0; }
            """;

    /** A package note, an empty list of crates, and Go's build information with a version and two modules. */
    private static final String ORIGIN = """
            __asm__(".pushsection .note.package,\\"a\\",@note\\n.balign 4\\n.long 4, 2f-1f, 0xcafe1a7e\\n"
                    ".asciz \\"FDO\\"\\n1: .asciz \\"{\\\\\\"type\\\\\\":\\\\\\"deb\\\\\\"}\\"\\n2: .balign 4\\n.popsection");
            __asm__(".pushsection .dep-v0,\\"\\"\\n.byte 0x78, 0x9c\\n.popsection");
            __asm__(".pushsection .go.buildinfo,\\"a\\"\\n.balign 16\\n.ascii \\"\\\\377 Go buildinf:\\"\\n.byte 8, 2\\n.zero 16\\n"
                    ".byte 2f-1f\\n1: .ascii \\"go1.26\\"\\n2: .byte 4f-3f\\n"
                    "3: .ascii \\"mod\\\\texample.org/tool\\\\tv1.2.3\\\\tx\\\\n\\"\\n"
                    ".ascii \\"dep\\\\texample.org/dep\\\\tv0.1.0\\\\ty\\\\n\\"\\n4: .zero 8\\n.popsection");
            int main(void) { return 0; }
            """;

    private static final String ATOMIC = """
            int a, b, c, d;
            void _start(void) {
                __atomic_fetch_add(&a, 1, 5); __atomic_fetch_add(&b, 1, 5);
                __atomic_fetch_add(&c, 1, 5); __atomic_fetch_add(&d, 1, 5);
                for (;;) {}
            }
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void theCompilersAreThere() {
        assumeTrue(Files.exists(Path.of("/usr/bin/gcc")), "gcc is missing");
        assumeTrue(Files.exists(GLIBC.resolve("libc.a")), "glibc's libc.a is missing");
    }

    @Test
    void aStaticGlibcProgramIsNoMuslProgramWhateverItIsCalled() throws IOException, InterruptedException {
        BinaryFacts facts = build("hello-musl", HELLO, "gcc", "-static");

        assertThat(facts.linkage()).isEqualTo(Linkage.STATIC);
        assertThat(facts.libc().kind()).isEqualTo(Libc.Kind.GLIBC);
        assertThat(rules(facts, new Rule.LibcIs(Libc.Kind.MUSL))).containsExactly("libc");
    }

    @Test
    void withoutSymbolsItIsStillKnown() throws IOException, InterruptedException {
        assertThat(build("stripped", HELLO, "gcc", "-static", "-s").libc().kind())
                .isEqualTo(Libc.Kind.GLIBC);
        assertThat(build("pie", HELLO, "gcc", "-static-pie", "-s").linkage()).isEqualTo(Linkage.STATIC_PIE);
    }

    @Test
    void theNameServiceOfAStaticGlibcProgramIsNamed() throws IOException, InterruptedException {
        assertThat(build("user", USER, "gcc", "-static").nameService()).containsExactly("getpwnam");
        assertThat(build("user-stripped", USER, "gcc", "-static", "-s").nameService())
                .containsExactly("/etc/nsswitch.conf");
        assertThat(build("hello", HELLO, "gcc", "-static").nameService()).isEmpty();
    }

    @Test
    void aMuslProgramMayUseTheNameService() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/usr/bin/musl-gcc")), "musl-tools are missing");

        BinaryFacts facts = build("user", USER, "musl-gcc", "-static");

        assertThat(facts.libc().kind()).isEqualTo(Libc.Kind.MUSL);
        assertThat(facts.libc().start()).isEqualTo(Libc.Kind.MUSL);
        assertThat(rules(facts, new Rule.Static())).isEmpty();
        assertThat(rules(facts, new Rule.LibcIs(Libc.Kind.MUSL))).isEmpty();
    }

    @Test
    void muslWithTheStartFilesOfGlibcIsTold() throws IOException, InterruptedException {
        assumeTrue(Files.exists(MUSL.resolve("libc.a")), "musl-dev is missing");

        BinaryFacts facts = build(
                "mixed",
                HELLO,
                "gcc",
                "-static",
                "-nostdlib",
                GLIBC.resolve("crt1.o").toString(),
                GLIBC.resolve("crti.o").toString(),
                "SOURCE",
                MUSL.resolve("libc.a").toString(),
                GLIBC.resolve("crtn.o").toString());

        assertThat(facts.libc().isMixed()).isTrue();
        assertThat(rules(facts, new Rule.Static())).containsExactly("start-files");
    }

    @Test
    void theAllocatorIsTheOneAtTheAddressOfMalloc() throws IOException, InterruptedException {
        assertThat(build(
                                "used",
                                ALLOCATOR + OVERRIDE + USES_BOTH.substring(USES_BOTH.indexOf("int main")),
                                "gcc",
                                "-O1")
                        .allocator()
                        .name())
                .isEqualTo("mimalloc");

        BinaryFacts unused = build("unused", ALLOCATOR + USES_BOTH, "gcc", "-static");
        assertThat(unused.allocator().name()).isEqualTo("libc");
        assertThat(unused.allocator().evidence()).contains("mimalloc is linked");
    }

    @Test
    void codeForNewerProcessorsIsToldWithHowSureThatIs() throws IOException, InterruptedException {
        Isa plain = build("plain", ADD, "gcc", "-O3").isa();
        Isa avx2 = build("avx2", ADD, "gcc", "-O3", "-march=x86-64-v3").isa();

        assertThat(plain.level()).isEqualTo(1);
        assertThat(avx2.level()).isEqualTo(3);
        assertThat(avx2.certainty()).isIn(Isa.Certainty.LIKELY, Isa.Certainty.NOTED);
    }

    @Test
    void whatTheToolsPutIntoAFileIsRead() throws IOException, InterruptedException {
        BinaryFacts facts = build("origin", ORIGIN, "gcc", "-Wl,--build-id=0xfeed", "-O1");

        Origin origin = facts.origin();
        assertThat(origin.buildId()).contains("feed");
        assertThat(origin.hasRustDependencies()).isTrue();
        assertThat(origin.packageNote()).contains("{\"type\":\"deb\"}");
        assertThat(origin.goVersion()).contains("go1.26");
        assertThat(origin.goModules()).containsExactly("example.org/tool v1.2.3", "example.org/dep v0.1.0");
        assertThat(build("plain-origin", HELLO, "gcc").origin().goVersion()).isEmpty();
    }

    @Test
    void whatALibraryKeepsForItselfIsNamed() throws IOException, InterruptedException {
        build(
                "libz.so.1",
                "void _tr_init(void) {} void deflate(void) {}",
                "gcc",
                "-shared",
                "-fPIC",
                "-Wl,-soname,libz.so.1");
        String source = "void _tr_init(void); void deflate(void); int main(void) { _tr_init(); deflate(); return 0; }";

        BinaryFacts facts = build(
                "private", source, "gcc", "SOURCE", folder.resolve("libz.so.1").toString());

        for (String policy : List.of("manylinux_2_17", "manylinux_2_28", "manylinux_2_34")) {
            assertThat(PolicyCheck.check(
                            "file", facts, List.of(Profiles.find(policy).orElseThrow())))
                    .filteredOn(violation -> violation.rule().equals("private-symbol"))
                    .extracting(violation -> violation.subject() + " " + violation.of())
                    .containsExactly("_tr_init libz.so.1");
        }
    }

    @Test
    void whatProcessorsOfArm64MustHaveIsTold() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/usr/bin/aarch64-linux-gnu-gcc")), "gcc-aarch64-linux-gnu is missing");

        BinaryFacts plain =
                build("arm", ATOMIC, "aarch64-linux-gnu-gcc", "-O2", "-nostdlib", "-static", "-mno-outline-atomics");
        BinaryFacts newer = build(
                "arm-lse", ATOMIC, "aarch64-linux-gnu-gcc", "-O2", "-nostdlib", "-static", "-march=armv8.2-a+sve");

        assertThat(plain.architecture()).isEqualTo("aarch64");
        assertThat(plain.isa().counts()).isEmpty();
        assertThat(newer.isa().counts()).containsKey(CpuFeature.LSE);
    }

    /** The floors of bookworm's programs, as objdump tells them. */
    @Test
    void theFloorsOfKnownProgramsAreKnown() throws IOException {
        assumeTrue(Files.readString(Path.of("/etc/os-release")).contains("bookworm"), "not bookworm");
        floor("/usr/bin/bash", "2.36", "arc4random");
        floor("/usr/bin/python3.11", "2.35", "hypot");
        floor("/usr/bin/ls", "2.34", "__libc_start_main");
        floor("/usr/bin/perl", "2.34", "__libc_start_main");
    }

    private static void floor(String file, String version, String symbol) throws IOException {
        if (Files.exists(Path.of(file))) {
            Floor floor = facts(Path.of(file)).wants().floor("GLIBC").orElseThrow();
            assertThat(floor.version()).as(file).isEqualTo(Version.of(version));
            assertThat(floor.raisedBy()).extracting(Floor.Wanted::symbol).contains(symbol);
        }
    }

    private static List<String> rules(BinaryFacts facts, Rule rule) {
        return PolicyCheck.check("file", facts, List.of(new Policy("test", List.of(rule)))).stream()
                .map(Violation::rule)
                .toList();
    }

    // the source stands behind the options, or where they say so
    private BinaryFacts build(String name, String source, String... options) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve(name + ".c"), source);
        Path made = folder.resolve(name);
        List<String> command = new ArrayList<>();
        for (String option : options) {
            command.add(option.equals("SOURCE") ? file.toString() : option);
        }
        if (!command.contains(file.toString())) {
            command.add(file.toString());
        }
        command.addAll(List.of("-w", "-o", made.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return facts(made);
    }

    private static BinaryFacts facts(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return FactFinder.find(ElfInput.of(channel));
        }
    }
}
