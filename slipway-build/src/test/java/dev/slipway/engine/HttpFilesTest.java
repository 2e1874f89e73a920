// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.digest.Digest;
import dev.slipway.snapshot.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HttpFilesTest {
    @TempDir
    Path folder;

    /** Gives the same answer to everybody, and keeps what was asked. */
    private static final class Server implements AutoCloseable {
        private final ServerSocket socket;
        private final String answer;
        private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

        Server(String answer) throws IOException {
            this.socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
            this.answer = answer;
            Thread.ofVirtual().start(this::serve);
        }

        String host() {
            return "127.0.0.1:" + socket.getLocalPort();
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (Socket one = socket.accept()) {
                    BufferedReader in =
                            new BufferedReader(new InputStreamReader(one.getInputStream(), StandardCharsets.US_ASCII));
                    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                        asked.add(line);
                    }
                    one.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    if (!socket.isClosed()) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void credentialsGoToTheirServerAndNotToWhereItSends() throws Exception {
        try (Server second = new Server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi");
                Server first = new Server("HTTP/1.1 302 Found\r\nLocation: http://" + second.host()
                        + "/there\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                Store store = Store.open(folder)) {
            Digest found = new HttpFiles(store).digest("http://me:secret@" + first.host() + "/here");

            assertThat(found).isEqualTo(Digest.of("hi"));
            assertThat(first.asked).contains("GET /here HTTP/1.1", "Authorization: Basic bWU6c2VjcmV0");
            assertThat(second.asked)
                    .contains("GET /there HTTP/1.1")
                    .noneMatch(line -> line.startsWith("Authorization"));
        }
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void aServerThatFallsSilentWithinAFileIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Store store = Store.open(folder)) {
            List<Socket> open = Collections.synchronizedList(new ArrayList<>());
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        Socket one = silent.accept();
                        open.add(one);
                        one.getOutputStream()
                                .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi"
                                        .getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (IOException e) {
                    assertThat(silent.isClosed()).isTrue();
                }
            });
            HttpFiles files = new HttpFiles(store, Duration.ofSeconds(1));

            assertThatThrownBy(() -> files.digest("http://127.0.0.1:" + silent.getLocalPort() + "/x"))
                    .hasMessageEndingWith("cannot be fetched: nothing came for 1 seconds");
            assertThat(open).hasSize(3);
            for (Socket one : open) {
                one.close();
            }
        }
    }

    @Test
    void aRefusalDoesNotTellThem() throws Exception {
        try (Server server = new Server("HTTP/1.1 403 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                Store store = Store.open(folder)) {
            assertThatThrownBy(() -> new HttpFiles(store).digest("http://me:secret@" + server.host() + "/x"))
                    .hasMessage("http://***@" + server.host() + "/x: invalid response status 403");
        }
    }
}
