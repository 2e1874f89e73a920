// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AptSourcesTest {
    @TempDir
    private Path folder;

    @Test
    void archiveThatHasTheSuiteIsTaken() throws IOException {
        Files.writeString(folder.resolve("sources.list"), """
                # deb http://a.example/debian old main
                deb [arch=amd64 signed-by=/k.gpg] http://b.example/debian bookworm main
                deb-src http://c.example/debian trixie main
                """);

        assertThat(AptSources.read(folder).mirror("bookworm")).contains("http://b.example/debian");
    }

    @Test
    void stanzasAreReadAndAnotherSuiteComesFromTheFirstDistribution() throws IOException {
        Files.createDirectories(folder.resolve("sources.list.d"));
        Files.writeString(folder.resolve("sources.list.d/a.sources"), """
                Types: deb
                URIs: https://tools.example/apt
                Suites: stable

                Types: deb
                URIs: http://d.example/debian/
                Suites: bookworm bookworm-updates
                """);

        assertThat(AptSources.read(folder).mirror("bookworm-updates")).contains("http://d.example/debian");
        assertThat(AptSources.read(folder).mirror("sid")).contains("http://d.example/debian");
    }

    @Test
    void machineWithoutAptHasNone() {
        assertThat(AptSources.read(folder).mirror("sid")).isEmpty();
    }
}
