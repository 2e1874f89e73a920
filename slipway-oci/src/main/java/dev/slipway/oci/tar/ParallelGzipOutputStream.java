// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import dev.slipway.task.Processors;
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
import org.jspecify.annotations.Nullable;

/**
 * Writes one gzip member with all cores, as pigz does: blocks of 1 MiB, each deflated on its own with the 32 KiB before it
 * as dictionary and ended by a sync flush. The bytes depend on content and level only, never on threads or on how the
 * content was cut into writes. A handful of blocks is held. Not for use by several threads.
 */
public final class ParallelGzipOutputStream extends OutputStream {
    static final int BLOCK = 1 << 20;
    private static final int DICTIONARY = 32 << 10;
    private static final int FIRST_BUFFER = 64 << 10;

    // Our own deflate has to be compiled by the JVM: the first MiB in a new process takes it twice as long as zlib, and
    // it
    // is ahead after about 6 MiB. So the first blocks of each stream are zlib's, and short runs too: the choice depends
    // on
    // nothing but the place in the content and the length.
    private static final int BLOCKS_BEFORE_FAST = 4;
    private static final int LEAST_FOR_FAST = 64 << 10;

    /** The threads that deflate, made at the first full block. */
    private static final class Workers {
        static final int COUNT = Math.max(1, Processors.count());
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
            if (filling.isFull()) {
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
        private @Nullable FastDeflate fast;
        // the dictionary ends where the content begins
        private byte[] input = new byte[DICTIONARY + FIRST_BUFFER];
        private int known = DICTIONARY;
        private int number;
        private int end = DICTIONARY;
        private byte[] output = new byte[0];
        private @Nullable Future<Integer> result;

        Block(int level) {
            this.level = level;
            deflater = new Deflater(level, true);
        }

        boolean isFull() {
            return end == DICTIONARY + BLOCK;
        }

        int take(byte[] bytes, int offset, int most) {
            int count = Math.min(most, DICTIONARY + BLOCK - end);
            if (end + count > input.length) {
                int wanted = Math.max(end + count, Math.min(DICTIONARY + BLOCK, 4 * input.length));
                input = Arrays.copyOf(input, wanted);
            }
            System.arraycopy(bytes, offset, input, end, count);
            end += count;
            return count;
        }

        // only a full block is followed
        void follow(Block before) {
            System.arraycopy(before.input, BLOCK, input, 0, DICTIONARY);
            known = 0;
            number = before.number + 1;
            end = DICTIONARY;
        }

        int deflate(boolean last) {
            int length = end - DICTIONARY;
            // room for all at once: at level 0 zlib cuts its blocks by the room that it finds
            int bound = length + (length >> 10) + 1024;
            if (output.length < bound) {
                output = new byte[bound];
            }
            int written = 0;
            int at = DICTIONARY;
            do {
                int stop = Noise.runEnd(input, at, end);
                boolean ends = last && stop == end;
                boolean stores = level != 0 && Noise.isNoise(input, at, end);
                written = stores ? store(at, stop, written, ends) : deflate(at, stop, written, ends);
                at = stop;
            } while (at < end);
            return written;
        }

        // a run of its own, with what is before it as dictionary: it begins and ends at a whole byte
        private int deflate(int at, int stop, int start, boolean last) {
            int before = Math.max(known, at - DICTIONARY);
            boolean mayBeFast = level == Compression.DEFAULT_LEVEL && number >= BLOCKS_BEFORE_FAST;
            if (mayBeFast && stop - at >= LEAST_FOR_FAST) {
                return deflateFast(before, at, stop, start, last);
            }
            deflater.reset();
            if (before < at) {
                deflater.setDictionary(input, before, at - before);
            }
            deflater.setInput(input, at, stop - at);
            return deflate(start, last);
        }

        private int deflateFast(int before, int at, int stop, int start, boolean last) {
            if (fast == null) {
                fast = new FastDeflate();
            }
            room(start + FastDeflate.bound(stop - at));
            return fast.deflate(input, before, at, stop, output, start, last);
        }

        private void room(int wanted) {
            if (output.length < wanted) {
                output = Arrays.copyOf(output, wanted);
            }
        }

        private int store(int start, int stop, int written, boolean last) {
            room(written + StoredBlocks.bound(stop - start));
            return StoredBlocks.write(input, start, stop, output, written, last);
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
