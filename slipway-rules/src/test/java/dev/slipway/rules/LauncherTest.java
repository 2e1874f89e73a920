// SPDX-License-Identifier: Apache-2.0
package dev.slipway.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher, as people start it. Runs the build of this checkout ({@code ./slipway} makes it), so it is a long test. */
@Tag("long")
class LauncherTest {
    private static final Path LAUNCHER = Checkout.top().resolve("slipway");

    @TempDir
    Path folder;

    @Test
    void startsThroughALinkFromAnyFolder() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("a b")).resolve("sw"), LAUNCHER);

        Started started = slipway(Map.of(), link.toString(), "--version");

        assertThat(started.errors()).isEmpty();
        assertThat(started.output()).startsWith("slipway ");
    }

    @Test
    void becomesTheProgramSoThatThePidIsKept() throws IOException, InterruptedException {
        Started started = slipway(
                Map.of("SLIPWAY_JAVA_OPTIONS", "-Xlog:startuptime*=off:file=pid.%p -Xlog:class+load:file=pid.%p"),
                "sh",
                "-c",
                "echo $$; exec \"$0\" --version",
                LAUNCHER.toString());

        String pid = started.output().lines().findFirst().orElseThrow();
        assertThat(folder.resolve("pid." + pid)).exists();
    }

    @Test
    void exitCodesAreThoseOfTheProgram() throws IOException, InterruptedException {
        assertThat(slipway(Map.of(), LAUNCHER.toString(), "no-such-command").exitCode())
                .isEqualTo(2);
    }

    @Test
    void theStartCacheIsUsed() throws IOException, InterruptedException {
        // AOTMode=on makes the JVM refuse to start when the cache does not fit, where it would else go on slowly
        Started started = slipway(
                Map.of("SLIPWAY_JAVA_OPTIONS", "-XX:AOTMode=on -Xlog:class+load:file=classes"),
                LAUNCHER.toString(),
                "--version");

        assertThat(started.exitCode()).as(started.errors()).isZero();
        assertThat(Files.readAllLines(folder.resolve("classes")))
                .filteredOn(line -> line.contains(" dev.slipway.cli.Main source: "))
                .singleElement()
                .asString()
                .contains("shared objects file");
    }

    @ParameterizedTest
    @CsvSource({
        "build --help, true",
        "'build --cache-to type=registry,ref=example.com/c --help', true",
        "'build -o type=local,dest=out --help', true",
        "build --push --help, false",
        "build -o type=registry --help, false",
        "bake --help, true",
        "bake --push --help, false",
        "bake --push --print --help, true",
        "image --help, false",
    })
    void theOptimizingCompilerIsThereWhereLayersArePackedForOthers(String words, boolean without)
            throws IOException, InterruptedException {
        Path library = Path.of("/usr/lib");
        try (Stream<Path> found = Files.find(library, 2, (path, _) -> path.endsWith("libcrypto.so.3"))) {
            assumeThat(found).as("libcrypto").isNotEmpty();
        }
        Started started = slipway(
                Map.of("SLIPWAY_JAVA_OPTIONS", "-XX:+PrintCommandLineFlags"),
                Stream.concat(Stream.of(LAUNCHER.toString()), Stream.of(words.split(" ", -1)))
                        .toArray(String[]::new));

        assertThat(started.exitCode()).as(started.errors()).isZero();
        assertThat(started.output().contains("-XX:TieredStopAtLevel=1 ")).isEqualTo(without);
    }

    @Test
    void anInstalledReleaseMakesItsOwnCacheOncePerContent() throws IOException, InterruptedException {
        Path release = release("first");
        Started first = slipway(Map.of(), release.resolve("slipway").toString(), "--version");
        Started second = slipway(Map.of(), release.resolve("slipway").toString(), "--version");

        assertThat(first.errors()).contains("start-up cache");
        assertThat(second.errors()).isEmpty();
        try (Stream<Path> files = Files.list(release.resolve("lib"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".aot"))).hasSize(1);
        }
    }

    @Test
    void namesBelongToUtf8WhateverTheMachineSays() throws IOException, InterruptedException {
        Started started = slipway(
                Map.of("LC_ALL", "POSIX", "SLIPWAY_JAVA_OPTIONS", "-XshowSettings:properties"),
                LAUNCHER.toString(),
                "--version");

        assertThat(started.errors() + started.output()).contains("sun.jnu.encoding = UTF-8");
    }

    @Test
    @Tag("root")
    void withoutAJdkItSaysWhatInstallsOne() throws IOException, InterruptedException {
        Started started = slipway(
                Map.of("JAVA_HOME", "", "HOME", "/nonexistent", "PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs none /usr/lib/jvm && mount -t tmpfs none /opt && exec \"$0\" --version",
                LAUNCHER.toString());

        assertThat(started.exitCode()).isEqualTo(5);
        assertThat(started.errors()).contains("no JDK 25 or newer", "./slipway setup");
    }

    private Path release(String name) throws IOException {
        Path release = Files.createDirectory(folder.resolve(name));
        String jars = Files.readString(Checkout.top().resolve("target/slipway/current"))
                .strip();
        copy(LAUNCHER, release.resolve("slipway"));
        copyAll(Checkout.top().resolve("libexec"), release.resolve("libexec"));
        copyAll(Checkout.top().resolve("target/slipway").resolve(jars), release.resolve("lib"));
        return release;
    }

    private static void copyAll(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file :
                    files.filter(file -> !file.toString().endsWith(".aot")).toList()) {
                copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private Started slipway(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(Map.of("SLIPWAY_REBUILD", "no", "SLIPWAY_JAVA_OPTIONS", ""));
        all.putAll(environment);
        return Started.run(folder, all, List.of(command));
    }
}
