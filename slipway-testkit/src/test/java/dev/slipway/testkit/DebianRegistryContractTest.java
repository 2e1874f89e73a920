// SPDX-License-Identifier: Apache-2.0
package dev.slipway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contract on Debian's docker-registry, where it is installed. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DebianRegistryContractTest extends RegistryContract {
    private static final Path PROGRAM = Path.of("/usr/bin/docker-registry");

    private int port;
    private Optional<Process> process = Optional.empty();

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PROGRAM), "docker-registry is not installed: apt-get install docker-registry");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path config = folder.resolve("config.yml");
        Files.writeString(config, """
                version: 0.1
                log: {level: error}
                storage:
                  filesystem: {rootdirectory: %s}
                  delete: {enabled: true}
                http: {addr: "127.0.0.1:%d"}
                """.formatted(folder.resolve("data"), port));
        process = Optional.of(new ProcessBuilder(PROGRAM.toString(), "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start());
        awaitListening();
    }

    private void awaitListening() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
                return;
            } catch (IOException _) {
                Thread.sleep(100);
            }
        }
        throw new AssertionError("docker-registry did not start");
    }

    @AfterAll
    void stop() {
        process.ifPresent(Process::destroy);
    }

    @Override
    protected String address() {
        return "127.0.0.1:" + port;
    }
}
