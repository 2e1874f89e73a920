// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import dev.slipway.registry.BlobSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A file that is read while another thread writes it: reading waits for what is still to come, writing for nobody. Stopped,
 * it ends where the reader is.
 */
final class GrowingFile implements BlobSource, AutoCloseable {
    private final FileChannel file;
    private long written;
    private long awaited = Long.MAX_VALUE;
    private boolean ended;
    private boolean stopped;
    private volatile long taken;

    /** @param file closed with this */
    GrowingFile(FileChannel file) {
        this.file = file;
    }

    /** So many bytes are in the file. */
    synchronized void grew(long total) {
        written = total;
        if (total >= awaited) {
            notifyAll();
        }
    }

    /** No more is to come. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** No more is wanted. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /** How far the last reader is. */
    long taken() {
        return taken;
    }

    // how many bytes are there behind this place, at least so many unless the end is near; 0 at the end
    private synchronized long after(long at, int atLeast) throws IOException {
        try {
            awaited = at + atLeast;
            while (written < awaited && !ended && !stopped) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
        return stopped ? 0 : written - at;
    }

    @Override
    public InputStream open() {
        return new Reader();
    }

    private final class Reader extends InputStream {
        private long at;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            taken = at;
            if (length == 0) {
                return 0;
            }
            int most = (int) Math.min(length, after(at, length));
            int count = most == 0 ? -1 : file.read(ByteBuffer.wrap(into, offset, most), at);
            at += Math.max(0, count);
            return count;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
