// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SecretMaskTest {
    private static String masked(List<String> secrets, String... pieces) {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        SecretMask mask = new SecretMask(
                secrets.stream()
                        .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                        .toList(),
                (bytes, length) -> shown.write(bytes, 0, length));
        for (String piece : pieces) {
            byte[] bytes = Arrays.copyOf(piece.getBytes(StandardCharsets.UTF_8), 1000);
            mask.write(bytes, piece.getBytes(StandardCharsets.UTF_8).length);
        }
        mask.end();
        return shown.toString(StandardCharsets.UTF_8);
    }

    @Test
    void withoutSecretsEverythingIsShown() {
        assertThat(masked(List.of(), "a", "b")).isEqualTo("ab");
    }

    @Test
    void everyOccurrenceIsMasked() {
        assertThat(masked(List.of("s3cret"), "x s3cret y s3crets3cret z")).isEqualTo("x *** y ****** z");
    }

    @Test
    void valueInPiecesIsMasked() {
        assertThat(masked(List.of("s3cret"), "x s", "3", "cre", "t y")).isEqualTo("x *** y");
    }

    @Test
    void beginningThatGoesOnOtherwiseIsShown() {
        assertThat(masked(List.of("s3cret"), "s3cr", "eam s3cr")).isEqualTo("s3cream s3cr");
    }

    @Test
    void lineEndOfTheFileNeedNotBePrinted() {
        assertThat(masked(List.of("s3cret\n"), "a s3cret b s3cret\nc")).isEqualTo("a *** b ***\nc");
    }

    @Test
    void longestOfTwoWins() {
        assertThat(masked(List.of("ab", "abcd"), "abcd ab abc")).isEqualTo("*** *** ***c");
        assertThat(masked(List.of("ab", "abcd"), "ab")).isEqualTo("***");
    }

    @Test
    void piecesMakeNoDifference() {
        Random random = new Random(42);
        List<String> secrets = List.of("aab", "ab", "baaa");
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                text.append("abc".charAt(random.nextInt(3)));
            }
            String whole = text.toString();
            int cut = random.nextInt(whole.length() + 1);
            int second = cut + random.nextInt(whole.length() - cut + 1);

            assertThat(masked(secrets, whole.substring(0, cut), whole.substring(cut, second), whole.substring(second)))
                    .as("%s at %d and %d", whole, cut, second)
                    .isEqualTo(masked(secrets, whole));
        }
    }
}
