// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.text.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compose files that take in others, or are laid over others. */
class ComposeFilesTest {
    @TempDir
    private Path folder;

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }

    private Target web(String... texts) {
        Surroundings surroundings =
                new Surroundings(folder, Map.of(), Map.of(), InstantSource.fixed(Instant.EPOCH), () -> "");
        List<SourceFile> files = new ArrayList<>();
        for (String text : texts) {
            files.add(SourceFile.of("compose.yaml", text));
        }
        BakePlan plan = TargetResolver.resolve(
                BakeReader.read(files, surroundings), List.of("default"), List.of(), surroundings);
        return Objects.requireNonNull(plan.targets().get("web"));
    }

    @Test
    void anIncludedFileHasItsPathsAndVariablesFromItsOwnFolder() throws IOException {
        write("d/inc.yml", """
                services:
                  web:
                    build: { context: sub, args: { V: "${V:-none}" }, additional_contexts: { a: ../a, b: docker-image://b } }
                """);
        write("d/.env", "V=inner\n");

        Target web = web("include: [d/inc.yml]\n");

        assertThat(web.text(Field.CONTEXT)).isEqualTo("d/sub");
        assertThat(web.pairs(Field.ARGS)).isEqualTo(Map.of("V", "inner"));
        assertThat(web.pairs(Field.CONTEXTS)).isEqualTo(Map.of("a", "a", "b", "docker-image://b"));
    }

    @Test
    void aServiceMayExtendOneOfTheSameNameElsewhere() throws IOException {
        write("d/common.yml", "services:\n  web:\n    extends: { file: ../e/base.yml, service: web }\n");
        write("e/base.yml", "services:\n  web:\n    build: { context: ., args: { A: 1 } }\n");

        Target web = web(
                "services:\n  web:\n    extends: { file: d/common.yml, service: web }\n    build: { args: { B: 2 } }\n");

        assertThat(web.text(Field.CONTEXT)).isEqualTo("e");
        assertThat(web.pairs(Field.ARGS)).isEqualTo(Map.of("A", "1", "B", "2"));
    }

    @Test
    void aLaterFileMayTakeBackOrReplaceWhatAnEarlierOneSays() {
        String first = "services:\n  web:\n    build: { context: a, tags: [a], platforms: [linux/amd64] }\n";
        String second = "services:\n  web:\n    build: { tags: !reset [], platforms: !override [linux/arm64] }\n";

        Target web = web(first, second);

        assertThat(web.texts(Field.TAGS)).isEmpty();
        assertThat(web.texts(Field.PLATFORMS)).containsExactly("linux/arm64");
    }

    @Test
    void documentsOfAFileAreLaidOverOneAnother() {
        Target web = web(
                "services:\n  web:\n    build: { context: a, args: { A: 1 } }\n---\nservices:\n  web:\n    build: b\n");

        assertThat(web.text(Field.CONTEXT)).isEqualTo("b");
        assertThat(web.pairs(Field.ARGS)).isEqualTo(Map.of("A", "1"));
    }

    @Test
    void numbersAreTextsAsComposeWritesThem() {
        Target web = web("""
                name: shop
                services:
                  web:
                    build:
                      context: .
                      args: { A: 010, B: 0x1F, C: 1.0, D: 1e6, E: .inf, F: 1e400, G: 1.5e-7, H: no, P: "${COMPOSE_PROJECT_NAME}" }
                """);

        assertThat(web.pairs(Field.ARGS))
                .isEqualTo(Map.of(
                        "A", "8", "B", "31", "C", "1", "D", "1e+06", "E", "+Inf", "F", "1e400", "G", "1.5e-07", "H",
                        "no", "P", "shop"));
    }
}
