// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each message that a bad context or Dockerfile gives, through the whole program: {@code src/test/resources/builds}. */
class BadInputTest {
    private static final long MOST_BYTES = 4L << 20;

    // what is copied belongs to root, which only root can bring about
    private static final Set<String> WRITES = Set.of(
            "copy-onto-a-folder-that-is-a-file",
            "copy-folder-onto-a-file",
            "add-cut-tar",
            "add-tar-leading-out",
            "local-output-below-a-file");

    @TempDir
    Path scratch;

    static List<BadInput> inputs() {
        return BadInputs.all();
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void theMessageTellsThePlaceAndWhatToDo(BadInput input) throws IOException {
        assumeThat(System.getProperty("user.name").equals("root") || !WRITES.contains(input.name()))
                .isTrue();
        Told told = tell(input, scratch.toRealPath());

        Golden.check("builds/" + input.name() + ".txt", told.text());
        assertThat(told.status()).isEqualTo(input.status());
        assertThat(told.text())
                .contains("error: ")
                .doesNotContain("\tat ")
                .doesNotContain("Exception")
                .doesNotContain("Slipway has a bug");
        assertThat(told.storeBytes()).isLessThan(MOST_BYTES);
    }

    record Told(String text, int status, long storeBytes) {}

    static Told tell(BadInput input, Path folder) throws IOException {
        Path context = Files.createDirectories(folder.resolve("context"));
        Path beside = Files.createDirectories(folder.resolve("beside"));
        Path store = folder.resolve("store");
        for (BadInput.Part part : input.parts()) {
            part.make(context);
        }
        // where images would come from: nobody listens there
        Path config = Files.writeString(
                folder.resolve("config.json"), "{\"registries\":{\"docker.io\":{\"mirrors\":[\"127.0.0.1:1\"]}}}");
        List<String> words = new ArrayList<>(List.of("build", "--progress=quiet"));
        for (String word : input.args()) {
            words.add(word.replace("CONTEXT", context.toString()).replace("BESIDE", beside.toString()));
        }
        Console console = new Console(
                Map.of(
                        "SLIPWAY_ROOT", store.toString(),
                        "SLIPWAY_CONFIG", config.toString(),
                        "PATH", "/usr/bin:/bin"),
                input.input());
        int status = console.run(words.toArray(String[]::new));
        String text = "$ slipway build " + String.join(" ", input.args()) + "\n" + console.out() + console.err();
        text = text.replace(context.toString(), "CONTEXT")
                .replace(beside.toString(), "BESIDE")
                .replace(store.toString(), "STORE")
                // as long as a path that differs from run to run
                .replaceAll("\\^{25,}", "^^^...^^^");
        return new Told(text + "exit status " + status + "\n", status, bytes(store));
    }

    private static long bytes(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
