// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.text.DiagnosticRenderer;
import dev.slipway.text.Parsed;
import dev.slipway.text.SourceFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DockerfileGoldenTest {
    static List<Path> cases() {
        return Golden.list("dockerfile");
    }

    static List<Path> malformed() {
        return Golden.list("errors").stream()
                .filter(path -> path.toString().endsWith(".Dockerfile"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aFileBecomesItsTree(Path folder) {
        SourceFile source = SourceFile.of("Dockerfile", Golden.bytes(folder.resolve("Dockerfile")));

        Parsed<Dockerfile> parsed = DockerfileParser.parse(source);

        Golden.check(folder.resolve("tree.txt"), Tree.of(parsed.value()));
        Golden.check(folder.resolve("diagnostics.txt"), DiagnosticRenderer.render(parsed.diagnostics()));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void aMalformedFileIsExplained(Path file) {
        SourceFile source = SourceFile.of("Dockerfile", Golden.bytes(file));

        Parsed<Dockerfile> parsed = DockerfileParser.parse(source);

        assertThat(parsed.hasErrors()).isTrue();
        String expected = file.getFileName().toString().replace(".Dockerfile", ".txt");
        Golden.check(file.resolveSibling(expected), DiagnosticRenderer.render(parsed.diagnostics()));
    }

    @Test
    void thereAreManyMalformedFiles() {
        assertThat(malformed()).hasSizeGreaterThanOrEqualTo(45);
    }
}
