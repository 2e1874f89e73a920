// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.slipway.text.DiagnosticRenderer;
import dev.slipway.text.Parsed;
import dev.slipway.text.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a file, it is read or explained: no exception but those that the user is told of, and no endless loop. */
class RandomInputTest {
    private static final int FILES = 2_000;
    private static final List<String> WORDS = List.of(
            "a",
            "target",
            " ",
            "\n",
            "=",
            "{",
            "}",
            "[",
            "]",
            "(",
            ")",
            "\"",
            "${",
            "%{",
            "~",
            "for ",
            "in ",
            "if ",
            "else ",
            "endif",
            "endfor",
            ":",
            "?",
            "...",
            ".",
            "*",
            "<<EOT\n",
            "<<-EOT\n",
            "EOT\n",
            "1",
            "0.5e9",
            "-",
            "!",
            "&&",
            "==",
            "=>",
            ",",
            "#",
            "//",
            "/*",
            "*/",
            "\\",
            "\\u12",
            "é",
            "\0",
            "\r\n",
            "null",
            "f(");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyWordsAreReadOrExplained(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < FILES; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(40);
            for (int word = 0; word < length; word++) {
                text.append(WORDS.get(random.nextInt(WORDS.size())));
            }
            check(text.toString().getBytes(StandardCharsets.UTF_8), seed);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void anyBytesAreReadOrExplained(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < FILES; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            check(bytes, seed);
        }
    }

    private static void check(byte[] bytes, long seed) {
        SourceFile file = SourceFile.of("random", bytes);
        assertThatCode(() -> {
                    Parsed<Body> parsed = HclParser.parse(file);
                    DiagnosticRenderer.render(parsed.diagnostics());
                    DiagnosticRenderer.render(HclJson.parse(file).diagnostics());
                })
                .as("seed %s: %s", seed, file.text())
                .doesNotThrowAnyException();
    }
}
