// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream ahead on a thread of its own and hashes it there: decompressing and hashing then run beside the writing
 * of files. A bounded number of bytes is held.
 */
final class ReadAhead extends InputStream {
    private static final int CHUNK = 256 * 1024;
    private static final int MAX_CHUNKS = 8;

    private final InputStream in;
    private final Hasher hasher = new Hasher();
    private final Deque<Chunk> ready = new ArrayDeque<>();
    private final Deque<byte[]> used = new ArrayDeque<>();
    private final Thread reader;
    private boolean ended;
    private boolean stopped;
    private @Nullable Throwable failure;
    private Chunk current = Chunk.NONE;
    private int at;

    ReadAhead(InputStream in) {
        this.in = in;
        this.reader = Thread.ofVirtual().name("slipway-read-ahead").unstarted(this::readAll);
    }

    /** Begins; not in the constructor, which must not hand itself out. */
    ReadAhead start() {
        reader.start();
        return this;
    }

    /** Bytes read; the array goes round, since fresh memory costs more than the copy. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Chunk(byte[] bytes, int length) {
        static final Chunk NONE = new Chunk(new byte[0], 0);
    }

    private void readAll() {
        Throwable thrown = null;
        try {
            while (true) {
                byte[] bytes = free();
                int length = in.readNBytes(bytes, 0, bytes.length);
                if (length == 0) {
                    break;
                }
                hasher.update(bytes, 0, length);
                if (!offer(new Chunk(bytes, length))) {
                    break;
                }
            }
        } catch (IOException | RuntimeException | InterruptedException | Error e) {
            // whatever it is: somebody waits, and must learn of it
            thrown = e;
        }
        synchronized (this) {
            failure = thrown;
            ended = true;
            notifyAll();
        }
    }

    private synchronized byte[] free() {
        return used.isEmpty() ? new byte[CHUNK] : used.remove();
    }

    private synchronized boolean offer(Chunk chunk) throws InterruptedException {
        while (ready.size() >= MAX_CHUNKS && !stopped) {
            wait();
        }
        ready.add(chunk);
        notifyAll();
        return !stopped;
    }

    private synchronized boolean nextChunk() throws IOException {
        try {
            while (ready.isEmpty() && !ended) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a layer");
        }
        if (ready.isEmpty()) {
            at = current.length();
            rethrow();
            return false;
        }
        if (current.bytes().length > 0) {
            used.add(current.bytes());
        }
        current = ready.remove();
        at = 0;
        notifyAll();
        return true;
    }

    private void rethrow() throws IOException {
        switch (failure) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IOException(failure);
        }
    }

    @Override
    public int read() throws IOException {
        return at < current.length() || nextChunk() ? current.bytes()[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == current.length() && !nextChunk()) {
            return -1;
        }
        int count = Math.min(length, current.length() - at);
        System.arraycopy(current.bytes(), at, bytes, offset, count);
        at += count;
        return count;
    }

    /** Reads to the end; the digest of all. */
    Digest finish() throws IOException {
        while (nextChunk()) {
            at = current.length();
        }
        return hasher.digest();
    }

    /** Stops reading and waits until it has stopped; the stream itself stays open. */
    @Override
    public void close() {
        synchronized (this) {
            stopped = true;
            notifyAll();
        }
        reader.interrupt();
        boolean interrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
