// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.sys.Dir;
import dev.slipway.sys.Kernel;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SshForwardTest {
    @TempDir
    Path folder;

    private Path agent;
    private ServerSocketChannel server;

    // answers each connection with what it was sent, in capitals
    @BeforeEach
    void startAgent() throws IOException {
        agent = folder.resolve("agent");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(agent));
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    SocketChannel client = server.accept();
                    Thread.ofVirtual().start(() -> answer(client));
                }
            } catch (IOException _) {
                // the test is over
            }
        });
    }

    @AfterEach
    void stopAgent() throws IOException {
        server.close();
    }

    private static void answer(SocketChannel client) {
        try (client) {
            ByteBuffer buffer = ByteBuffer.allocate(100);
            while (client.read(buffer) >= 0) {
                String text = new String(buffer.array(), 0, buffer.position(), UTF_8);
                client.write(UTF_8.encode(text.toUpperCase(Locale.ROOT)));
                buffer.clear();
            }
        } catch (IOException _) {
            // the test sees it
        }
    }

    private static Mount.SshSocket mount(Path agent, int mode) throws IOException {
        Path own = agent.getParent();
        int uid = (Integer) Files.getAttribute(own, "unix:uid");
        int gid = (Integer) Files.getAttribute(own, "unix:gid");
        return new Mount.SshSocket(agent, "/run/buildkit/ssh_agent.0", uid, gid, mode);
    }

    private static SocketChannel connect(Path folder) throws IOException {
        try (Dir opened = Kernel.linux().open(folder)) {
            return SocketChannel.open(UnixDomainSocketAddress.of(opened.path().resolve("s")));
        }
    }

    private static String ask(SocketChannel channel, String question) throws IOException {
        channel.write(UTF_8.encode(question));
        ByteBuffer buffer = ByteBuffer.allocate(100);
        int length = channel.read(buffer);
        return length < 0 ? "closed" : new String(buffer.array(), 0, length, UTF_8);
    }

    @Test
    void socketHasTheModeThatWasAskedForAndLeadsToTheAgent() throws IOException {
        try (SshForward _ = SshForward.listen(mount(agent, 0640), folder, "s");
                SocketChannel one = connect(folder);
                SocketChannel two = connect(folder)) {
            assertThat((Integer) Files.getAttribute(folder.resolve("s"), "unix:mode") & 07777)
                    .isEqualTo(0640);
            assertThat(ask(one, "first")).isEqualTo("FIRST");
            assertThat(ask(two, "second")).isEqualTo("SECOND");
            assertThat(ask(one, "again")).isEqualTo("AGAIN");
        }
    }

    @Test
    void folderMayHaveALongPath() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("n".repeat(120)));

        try (SshForward _ = SshForward.listen(mount(agent, 0600), deep, "s");
                SocketChannel one = connect(deep)) {
            assertThat(ask(one, "x")).isEqualTo("X");
        }
    }

    @Test
    void endOfTheForwardEndsItsConnections() throws IOException {
        SshForward forward = SshForward.listen(mount(agent, 0600), folder, "s");
        try (SocketChannel one = connect(folder)) {
            ask(one, "x");

            forward.close();

            assertThat(one.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThatThrownBy(() -> connect(folder)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void deadAgentClosesTheConnection() throws IOException {
        server.close();
        try (SshForward _ = SshForward.listen(mount(agent, 0600), folder, "s");
                SocketChannel one = connect(folder)) {
            assertThat(one.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @Test
    void moreConnectionsThanFitAreServedOneAfterTheOther() throws IOException {
        try (SshForward _ = SshForward.listen(mount(agent, 0600), folder, "s")) {
            List<SocketChannel> open = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                open.add(connect(folder));
            }
            for (SocketChannel one : open) {
                assertThat(ask(one, "x")).isEqualTo("X");
                one.close();
            }
        }
    }
}
