// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.ignore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dockerfile.Golden;
import dev.slipway.text.DiagnosticRenderer;
import dev.slipway.text.Parsed;
import dev.slipway.text.SourceFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IgnoreFileTest {
    static List<Path> malformed() {
        return Golden.list("errors").stream()
                .filter(path -> path.toString().endsWith(".dockerignore"))
                .toList();
    }

    private static IgnorePatterns parse(String text) {
        return IgnoreFile.parse(SourceFile.of(".dockerignore", text)).orThrow();
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void aMalformedPatternIsExplained(Path file) {
        Parsed<IgnorePatterns> parsed = IgnoreFile.parse(SourceFile.of(".dockerignore", Golden.bytes(file)));

        assertThat(parsed.hasErrors()).isTrue();
        String expected = file.getFileName().toString().replace(".dockerignore", ".txt");
        Golden.check(file.resolveSibling(expected), DiagnosticRenderer.render(parsed.diagnostics()));
    }

    @Test
    void commentsAndBlankLinesAreNoPatterns() {
        IgnorePatterns patterns = parse("\uFEFF# a\r\n\r\n  \n  # b\n/x/../y\r\n! ./z/\n");

        assertThat(patterns.patterns()).containsExactly("# b", "y", "!z");
    }

    @Test
    void aFolderIsPrunedWhenNoExceptionLiesBelowIt() {
        IgnorePatterns patterns = parse("*\n!src/main\n!docs/**/*.md\n");

        assertThat(patterns.root().child("lib").prunes()).isTrue();
        assertThat(patterns.root().child("src").prunes()).isFalse();
        assertThat(patterns.root().child("src").child("test").prunes()).isTrue();
        assertThat(patterns.root().child("docs").child("a").prunes()).isFalse();
        assertThat(patterns.root().child("docs").child("a").child("x.md").excluded())
                .isFalse();
    }

    @Test
    void withoutExceptionsEveryExcludedFolderIsPruned() {
        IgnorePatterns patterns = parse("node_modules\n");

        assertThat(patterns.root().prunes()).isFalse();
        assertThat(patterns.root().child("node_modules").prunes()).isTrue();
        assertThat(patterns.mayKeepBelow("anything")).isFalse();
    }
}
