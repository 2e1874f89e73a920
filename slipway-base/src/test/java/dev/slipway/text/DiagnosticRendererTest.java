// SPDX-License-Identifier: Apache-2.0
package dev.slipway.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticRendererTest {
    @Test
    void ofALongLineThePartIsShownThatItIsAbout() {
        String line = "a".repeat(500) + " HERE " + "b".repeat(500);
        SourceFile file = SourceFile.of("x", line + "\n");

        List<String> lines = DiagnosticRenderer.render(Diagnostic.error("no", "do this", file.span(501, 505)))
                .lines()
                .toList();

        assertThat(lines.get(0)).isEqualTo("x:1:502: error: no");
        assertThat(lines.get(1)).startsWith(" 1 | ...aaa").contains(" HERE bbb").endsWith("...");
        assertThat(lines.get(2))
                .isEqualTo(" ".repeat(3) + "| " + " ".repeat(lines.get(1).indexOf("HERE") - 5) + "^^^^ do this");
        assertThat(lines.get(1)).hasSizeLessThan(180);
    }

    @Test
    void ofVeryManyErrorsTheFirstAreShown() {
        SourceFile file = SourceFile.of("x", "y\n");
        List<Diagnostic> many = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            many.add(Diagnostic.error("no " + i, "", file.span(0, 1)));
        }

        String text = DiagnosticRenderer.render(many);

        assertThat(text).contains("error: no 24\n").doesNotContain("error: no 25\n");
        assertThat(text).endsWith("error: and 975 more like these\n");
    }
}
