// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * An SSH agent's socket as a container sees it: one of its own, with the owner and mode that were asked for, whose
 * connections are handed on. The agent's own socket is the user's, and an agent answers none but its user: so it is we
 * who ask it.
 */
final class SshForward implements AutoCloseable {
    /** More at a time wait; a step that opens them without end must not take our descriptors. */
    private static final int MAX_CONNECTIONS = 32;

    private static final int BUFFER = 8 << 10;

    private static final long PATIENCE_MILLIS = 1000;

    private final Path agent;
    private final ServerSocketChannel server;
    private final Thread accepting;
    private final Semaphore free = new Semaphore(MAX_CONNECTIONS);
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    private SshForward(Path agent, ServerSocketChannel server) {
        this.agent = agent;
        this.server = server;
        this.accepting = Thread.ofVirtual().name("slipway-ssh").unstarted(this::acceptAll);
    }

    /** Listens at a new socket of that name in a folder that nobody else can enter. */
    static SshForward listen(Mount.SshSocket mount, Path folder, String name) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        SshForward forward = new SshForward(mount.socket(), server);
        boolean done = false;
        // a socket's path has room for 107 bytes, which the folder's own may exceed
        try (Dir opened = Kernel.linux().open(folder)) {
            server.bind(UnixDomainSocketAddress.of(opened.path().resolve(name)));
            Path socket = folder.resolve(name);
            Files.setAttribute(socket, "unix:uid", mount.uid());
            Files.setAttribute(socket, "unix:gid", mount.gid());
            Files.setAttribute(socket, "unix:mode", mount.mode());
            forward.accepting.start();
            done = true;
            return forward;
        } finally {
            if (!done) {
                forward.close();
            }
        }
    }

    private void acceptAll() {
        try {
            while (true) {
                free.acquire();
                SocketChannel client = server.accept();
                open.add(client);
                Thread.ofVirtual().name("slipway-ssh-client").start(() -> serve(client));
            }
        } catch (IOException | InterruptedException _) {
            // closed: the step has ended
        }
    }

    private void serve(SocketChannel client) {
        try (client;
                SocketChannel upstream = SocketChannel.open(UnixDomainSocketAddress.of(agent))) {
            open.add(upstream);
            Thread answers = Thread.ofVirtual().name("slipway-ssh-agent").start(() -> copy(upstream, client));
            copy(client, upstream);
            answers.join();
            open.remove(upstream);
        } catch (IOException | InterruptedException _) {
            // the step sees a closed connection, as it does when an agent ends
        } finally {
            open.remove(client);
            free.release();
        }
    }

    private static void copy(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException _) {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException _) {
            // closed is what it should be
        }
    }

    /** Ends all connections. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException _) {
            // nobody can connect to it any more either way
        }
        open.forEach(SshForward::closeQuietly);
        // the socket takes connections until the thread that accepts them has let go of it
        boolean interrupted = Thread.interrupted();
        try {
            accepting.join(PATIENCE_MILLIS);
        } catch (InterruptedException _) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
