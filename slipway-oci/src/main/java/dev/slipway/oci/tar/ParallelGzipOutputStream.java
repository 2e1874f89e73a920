// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes one gzip member with all cores, as pigz does: blocks of 1 MiB, each deflated on its own with the 32 KiB before it
 * as dictionary and ended by a sync flush. The bytes depend on content and level only, never on threads or on how the
 * content was cut into writes. A handful of blocks is held. Not for use by several threads.
 */
public final class ParallelGzipOutputStream extends OutputStream {
    static final int BLOCK = 1 << 20;
    private static final int DICTIONARY = 32 << 10;
    private static final int STORED = 65535;
    private static final int FIRST_BUFFER = 64 << 10;

    /** The threads that deflate, made at the first full block. */
    private static final class Workers {
        static final int COUNT = Math.max(1, Runtime.getRuntime().availableProcessors());
        static final ExecutorService POOL = Executors.newFixedThreadPool(
                COUNT, Thread.ofPlatform().daemon().name("gzip-", 0).factory());
    }

    private final OutputStream out;
    private final int level;
    private final CRC32 crc = new CRC32();
    private final Deque<Block> free = new ArrayDeque<>();
    private final Deque<Block> waiting = new ArrayDeque<>();
    private Block filling;
    private int blocks = 1;
    private long size;
    private boolean closed;

    /**
     * @param out closed with this stream
     * @param level 0 to 9, or -1 for the default
     */
    public ParallelGzipOutputStream(OutputStream out, int level) throws IOException {
        if (!Compression.GZIP.allows(level)) {
            throw new IllegalArgumentException("gzip has levels 0 to 9, not " + level);
        }
        this.out = out;
        this.level = level;
        this.filling = new Block(level);
        int hint = level == Deflater.BEST_COMPRESSION ? 2 : level == Deflater.BEST_SPEED ? 4 : 0;
        // no time, no name, unknown system: what Go's compress/gzip writes
        out.write(new byte[] {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, (byte) hint, (byte) 0xff});
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("the stream is closed");
        }
        crc.update(bytes, offset, length);
        size += length;
        int at = offset;
        int left = length;
        while (left > 0) {
            // a full block waits for the next byte, so that the last block is known when it is deflated
            if (filling.length == BLOCK) {
                submit();
            }
            int count = filling.take(bytes, at, left);
            at += count;
            left -= count;
        }
    }

    private void submit() throws IOException {
        Block full = filling;
        full.result = Workers.POOL.submit(() -> full.deflate(false));
        waiting.add(full);
        filling = next();
        filling.follow(full);
    }

    private Block next() throws IOException {
        if (blocks < Workers.COUNT + 2) {
            blocks++;
            return new Block(level);
        }
        if (free.isEmpty()) {
            drainOne();
        }
        return free.remove();
    }

    private void drainOne() throws IOException {
        Block oldest = waiting.remove();
        try {
            int length = oldest.result().get();
            out.write(oldest.output, 0, length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while compressing").initCause(e);
        } catch (ExecutionException e) {
            throw new IOException("compressing failed: " + e.getCause(), e);
        }
        free.add(oldest);
    }

    /** Ends the member and closes the stream below. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (out) {
            while (!waiting.isEmpty()) {
                drainOne();
            }
            int length = filling.deflate(true);
            out.write(filling.output, 0, length);
            byte[] trailer = new byte[8];
            littleEndian(trailer, 0, (int) crc.getValue());
            littleEndian(trailer, 4, (int) size);
            out.write(trailer);
        } finally {
            release();
        }
    }

    // after a failure some blocks may still be at work: a deflater that ends under its worker fails that task alone
    private void release() {
        for (Block block : waiting) {
            block.cancel();
        }
        waiting.clear();
        free.forEach(Block::end);
        filling.end();
    }

    private static void littleEndian(byte[] into, int at, int value) {
        for (int i = 0; i < 4; i++) {
            into[at + i] = (byte) (value >>> (8 * i));
        }
    }

    /** Input, dictionary and output of one block; used again and again. Only one thread at a time touches it. */
    private static final class Block {
        private final Deflater deflater;
        private final int level;
        private final byte[] dictionary = new byte[DICTIONARY];
        private int dictionaryLength;
        private byte[] input = new byte[FIRST_BUFFER];
        private int length;
        private byte[] output = new byte[0];
        private @org.jspecify.annotations.Nullable Future<Integer> result;

        Block(int level) {
            this.level = level;
            deflater = new Deflater(level, true);
        }

        int take(byte[] bytes, int offset, int most) {
            int count = Math.min(most, BLOCK - length);
            if (length + count > input.length) {
                int wanted = Math.max(length + count, Math.min(BLOCK, 4 * input.length));
                input = Arrays.copyOf(input, wanted);
            }
            System.arraycopy(bytes, offset, input, length, count);
            length += count;
            return count;
        }

        void follow(Block before) {
            length = 0;
            dictionaryLength = Math.min(DICTIONARY, before.length);
            System.arraycopy(before.input, before.length - dictionaryLength, dictionary, 0, dictionaryLength);
        }

        int deflate(boolean last) {
            // room for all at once: at level 0 zlib cuts its blocks by the room that it finds
            int bound = length + (length >> 10) + 1024;
            if (output.length < bound) {
                output = new byte[bound];
            }
            int written = 0;
            int at = 0;
            do {
                int end = Noise.runEnd(input, at, length);
                boolean ends = last && end == length;
                boolean stores = level != 0 && Noise.isNoise(input, at, length);
                written = stores ? store(at, end, written, ends) : deflate(at, end, written, ends);
                at = end;
            } while (at < length);
            return written;
        }

        // a run of its own, with what is before it as dictionary: it begins and ends at a whole byte
        private int deflate(int at, int end, int start, boolean last) {
            deflater.reset();
            if (at > 0) {
                int known = Math.min(DICTIONARY, at);
                deflater.setDictionary(input, at - known, known);
            } else if (dictionaryLength > 0) {
                deflater.setDictionary(dictionary, 0, dictionaryLength);
            }
            deflater.setInput(input, at, end - at);
            return deflate(start, last);
        }

        // stored blocks, RFC 1951, section 3.2.4
        private int store(int start, int end, int written, boolean last) {
            int blocks = (end - start + STORED - 1) / STORED;
            if (output.length - written < end - start + 5 * blocks) {
                output = Arrays.copyOf(output, written + end - start + 5 * blocks);
            }
            int to = written;
            for (int at = start; at < end; at += STORED) {
                int size = Math.min(STORED, end - at);
                output[to++] = (byte) (last && at + size == end ? 1 : 0);
                output[to++] = (byte) size;
                output[to++] = (byte) (size >>> 8);
                output[to++] = (byte) ~size;
                output[to++] = (byte) (~size >>> 8);
                System.arraycopy(input, at, output, to, size);
                to += size;
            }
            return to;
        }

        private int deflate(int start, boolean last) {
            if (last) {
                deflater.finish();
            }
            int written = start;
            while (true) {
                int room = output.length - written;
                int count = deflater.deflate(output, written, room, last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
                written += count;
                // with room left the flush, or the end, is complete
                if (count < room) {
                    return written;
                }
                output = Arrays.copyOf(output, 2 * output.length);
            }
        }

        Future<Integer> result() {
            return java.util.Objects.requireNonNull(result);
        }

        void cancel() {
            result().cancel(false);
            end();
        }

        void end() {
            deflater.end();
        }
    }
}
