// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.text.SourceFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Seeded; a failure names its seed. */
class RandomInputTest {
    private static final String[] PIECES = {
        "FROM",
        "scratch",
        " AS ",
        "base",
        "RUN",
        "COPY",
        "ADD",
        "ENV",
        "ARG",
        "LABEL",
        "ONBUILD",
        "HEALTHCHECK",
        "CMD",
        "VOLUME",
        "SHELL",
        "EXPOSE",
        " ",
        " ",
        "\t",
        "\n",
        "\n",
        "\n",
        "\\\n",
        "`\n",
        "\r\n",
        "\\",
        "\"",
        "'",
        "$",
        "${",
        "}",
        "A",
        "B",
        "=",
        ":-",
        "/",
        "#",
        "# escape=`\n",
        "# syntax=x\n",
        "<<EOF",
        "EOF",
        "<<-",
        "<",
        "--",
        "--mount=",
        "type=",
        "cache",
        "secret",
        "target=/x",
        "id=",
        ",",
        "--from=",
        "--link",
        "--chown=1",
        "[",
        "]",
        "[\"a\"]",
        "*",
        "**",
        "?",
        "!",
        "80",
        "1s",
        "--interval=",
        "NONE",
        "\u00FC",
        "\uD83D\uDE00",
        "\u00A0",
        "\u2003",
        "\0",
        "\u001B",
        "\uFEFF"
    };

    private static String generated(Random random, int pieces) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            out.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return out.toString();
    }

    @Test
    void noTextBreaksTheParsers() {
        for (long seed = 0; seed < 1_500; seed++) {
            Random random = new Random(seed);
            String text = generated(random, 1 + random.nextInt(60));
            check(seed, () -> {
                Invariants.ofDockerfile(text.getBytes(StandardCharsets.UTF_8));
                Invariants.ofDockerfile(("FROM scratch\n" + text).getBytes(StandardCharsets.UTF_8));
                Invariants.ofWord(text);
                Invariants.ofIgnoreFile(text.getBytes(StandardCharsets.UTF_8));
            });
        }
    }

    @Test
    void noDamageToAGoodFileBreaksTheParser() {
        List<Path> cases = DockerfileGoldenTest.cases();
        for (long seed = 0; seed < 1_500; seed++) {
            Random random = new Random(seed);
            byte[] bytes = Golden.bytes(cases.get(random.nextInt(cases.size())).resolve("Dockerfile"));
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            check(seed, () -> Invariants.ofDockerfile(bytes));
        }
    }

    @Test
    void addingContinuationsChangesNoInstruction() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            StringBuilder plain = new StringBuilder("FROM scratch\nENV");
            StringBuilder broken = new StringBuilder("FROM scratch\nENV");
            for (int i = 0; i <= random.nextInt(8); i++) {
                String pair = "K" + i + "=" + random.nextInt(1000);
                plain.append(' ').append(pair);
                broken.append(' ')
                        .append(random.nextBoolean() ? "\\\n# comment\n" : "")
                        .append(pair);
            }
            check(seed, () -> assertThat(values(broken.toString())).isEqualTo(values(plain.toString())));
        }
    }

    private static List<String> values(String text) {
        Dockerfile dockerfile =
                DockerfileParser.parse(SourceFile.of("Dockerfile", text)).orThrow();
        Instruction.Env env =
                (Instruction.Env) dockerfile.stages().getFirst().instructions().getFirst();
        for (Instruction.Pair pair : env.pairs()) {
            assertThat(pair.value().span().text()).isEqualTo(pair.value().raw());
        }
        return env.pairs().stream()
                .map(pair -> pair.name() + "=" + pair.value())
                .toList();
    }

    @Test
    void largeFilesTakeLittleTime() {
        String lines = "RUN --mount=type=cache,target=/x echo \"${A:-b}\" && \\\n  true\n".repeat(20_000);
        String oneLine = "ENV " + "A=\"b c\" \\\n ".repeat(50_000) + "B=c\n";
        String words = "COPY " + "a ".repeat(100_000) + "/b\n";
        String nested = "RUN " + "[".repeat(100_000) + "\n";
        String heredocs = "RUN " + "<<A ".repeat(2_000) + "\n" + "A\n".repeat(2_000);

        Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
            for (String text : List.of(lines, oneLine, words, nested, heredocs)) {
                SourceFile source = SourceFile.of("Dockerfile", "FROM scratch\n" + text);
                assertThat(DockerfileParser.parse(source).orThrow().stages()).hasSize(1);
            }
        });
    }

    private static void check(long seed, Runnable property) {
        try {
            property.run();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }
}
