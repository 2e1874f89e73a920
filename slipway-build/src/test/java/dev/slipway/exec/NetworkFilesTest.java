// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkFilesTest {
    @TempDir
    Path folder;

    @Test
    void hostsAreThoseOfBuildKit() {
        Map<String, String> extra = new LinkedHashMap<>();
        extra.put("db", "10.0.0.5");
        extra.put("six", "fd00::1");

        assertThat(NetworkFiles.hosts("buildkitsandbox", extra)).isEqualTo("""
                127.0.0.1\tlocalhost buildkitsandbox
                ::1\tlocalhost ip6-localhost ip6-loopback
                10.0.0.5\tdb
                fd00::1\tsix
                """);
    }

    @Test
    void resolversOfTheMachineAreKept() throws IOException {
        Path file = Files.writeString(folder.resolve("resolv.conf"), "search x\nnameserver 127.0.0.53\n");

        assertThat(NetworkFiles.resolvConf(file)).isEqualTo("search x\nnameserver 127.0.0.53\n");
    }

    @Test
    void publicResolversStandInForNone() throws IOException {
        Path file = Files.writeString(folder.resolve("resolv.conf"), "# nameserver is missing\nsearch x");

        assertThat(NetworkFiles.resolvConf(file)).startsWith("# nameserver is missing\nsearch x\nnameserver 8.8.8.8\n");
        assertThat(NetworkFiles.resolvConf(folder.resolve("none"))).startsWith("nameserver 8.8.8.8\n");
    }
}
