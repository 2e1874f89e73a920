// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.text.DiagnosticRenderer;
import dev.slipway.text.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadBakeFileTest {
    static List<Path> files() throws IOException {
        return Golden.list("errors", ".hcl", ".json", ".yaml");
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatIsWrongIsExplained(Path file) throws IOException {
        SourceException fault =
                catchThrowableOfType(SourceException.class, () -> Plans.of(Golden.source(file), "default"));

        assertThat(fault).as("%s is refused", file).isNotNull();
        assertThat(fault.diagnostics())
                .as("each fault of %s has its place", file)
                .allSatisfy(one -> assertThat(one.at()).isPresent());
        Golden.check(Golden.beside(file), DiagnosticRenderer.render(fault.diagnostics()));
    }

    @Test
    void thereAreManyBadFiles() throws IOException {
        assertThat(files()).hasSizeGreaterThanOrEqualTo(100);
    }
}
