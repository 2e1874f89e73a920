// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.exec.doctor.Finding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryFindingsTest {
    @TempDir
    Path folder;

    private List<Finding> of(String config) throws IOException {
        Path file = Files.writeString(folder.resolve("config.json"), config);
        return new RegistryFindings(Map.of("SLIPWAY_CONFIG", file.toString())).findings();
    }

    @Test
    void eachMirrorIsToldOfAndWhetherItAnswers() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String up = "127.0.0.1:" + server.getLocalPort();
            List<Finding> findings = of(
                    "{\"registries\": {\"docker.io\": {\"mirrors\": [\"http://" + up + "/hub\", \"127.0.0.1:1\"]}}}");

            assertThat(findings).extracting(Finding::grade).containsExactly(Finding.Grade.GOOD, Finding.Grade.LIMITED);
            assertThat(findings.get(0).value()).isEqualTo("docker.io by http://" + up + "/hub, which answers");
            assertThat(findings.get(1).value()).startsWith("docker.io by 127.0.0.1:1: ");
            assertThat(findings.get(1).remedy())
                    .hasValue("start it, or take it out of " + folder.resolve("config.json"));
        }
    }

    @Test
    void noneIsGoodAndAWrongFileIsBad() throws IOException {
        assertThat(of("{}")).extracting(Finding::grade).containsExactly(Finding.Grade.GOOD);
        assertThat(of("{\"registries\": 1}")).extracting(Finding::grade).containsExactly(Finding.Grade.BAD);
        assertThat(new RegistryFindings(Map.of("SLIPWAY_CONFIG", "/gone")).findings())
                .extracting(Finding::grade)
                .containsExactly(Finding.Grade.BAD);
    }
}
