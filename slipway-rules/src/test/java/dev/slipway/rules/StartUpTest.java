// SPDX-License-Identifier: Apache-2.0
package dev.slipway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Start-up is a feature: what is loaded on the way to the quick answers is counted, and what is slow must not be there. */
class StartUpTest {
    /** Each costs 10 to 150 ms where it is first used. A prefix that ends in a dot is a package with all below it. */
    private static final List<String> SLOW = List.of(
            "java.util.regex.",
            "java.util.Formatter",
            "java.net.http.",
            "jdk.internal.net.http.",
            "javax.net.ssl.",
            "java.util.logging.",
            "jdk.internal.logger.",
            "java.security.Provider",
            "java.lang.foreign.Linker",
            "jdk.internal.foreign.abi.LinkerOptions",
            "java.time.format.",
            "java.lang.ProcessBuilder");

    private static final String BAKE_FILE = """
            variable "A" { default = ["x", "y"] }
            target "default" {
              name   = "default-${a}"
              matrix = { a = A }
              tags   = [for t in A : "app:${lower(t)}" if t != a]
              args   = { B = a == "x" ? 1 + 1 : null }
              output = ["type=image,push=true"]
            }
            """;

    @ParameterizedTest
    @CsvSource({
        "--version, 0, 800",
        "--help, 0, 820",
        "build --help, 0, 820",
        "build --no-such-flag, 2, 870",
        "bake --print, 0, 1200"
    })
    void quickAnswersLoadLittle(String arguments, int exitCode, int most, @TempDir Path folder)
            throws IOException, InterruptedException {
        Files.writeString(folder.resolve("docker-bake.hcl"), BAKE_FILE);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xlog:disable",
                "-Xlog:class+load:file=" + folder.resolve("classes") + "::filecount=0",
                "-cp",
                classPath(),
                "dev.slipway.cli.Main"));
        command.addAll(List.of(arguments.split(" ")));

        Started started = Started.run(folder, Map.of(), command);

        List<String> classes = loaded(folder.resolve("classes"));
        assertThat(started.exitCode()).as(started.errors()).isEqualTo(exitCode);
        assertThat(classes).contains("dev.slipway.cli.Main");
        assertThat(classes.size()).as("classes loaded").isLessThanOrEqualTo(most);
        assertThat(classes.stream().filter(StartUpTest::isSlow)).isEmpty();
    }

    private static boolean isSlow(String type) {
        return SLOW.stream().anyMatch(slow -> slow.endsWith(".") ? type.startsWith(slow) : type.equals(slow));
    }

    /** The names in a log of lines such as {@code [0.1s][info][class,load] java.lang.Object source: ...}. */
    static List<String> loaded(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(" source: "))
                .map(line -> line.substring(
                                line.lastIndexOf(']', line.indexOf(" source: ")) + 1, line.indexOf(" source: "))
                        .strip())
                .toList();
    }

    /** The jars that the launcher starts: what the command line's module is packed from, and the libraries beside it. */
    private static String classPath() throws IOException {
        Path target = Checkout.top().resolve("slipway-cli/target");
        try (Stream<Path> own = Files.list(target)) {
            Path program = own.filter(file -> file.getFileName().toString().matches("slipway-cli-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no jar in " + target + ": this test runs after `package`"));
            return program + File.pathSeparator + target.resolve("lib") + "/*";
        }
    }
}
