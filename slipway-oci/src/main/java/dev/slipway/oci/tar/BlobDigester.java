// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Takes a layer's uncompressed bytes and, in one pass, compresses them into a sink and learns both digests and sizes.
 * Not for use by several threads.
 */
public final class BlobDigester extends OutputStream {
    /** What was learned: the digests and sizes of the content, and of the blob that it was written as. */
    public record Result(Digest diffId, long contentSize, Digest digest, long size) {}

    private final Digesting blob;
    private final OutputStream content;
    // without compression both digests are the same, and one is enough
    private final Optional<Hasher> hasher;
    private long contentSize;
    private Optional<Result> result = Optional.empty();

    /**
     * @param sink closed with this stream
     * @param level see {@link Compression}
     */
    public BlobDigester(OutputStream sink, Compression compression, int level) throws IOException {
        blob = new Digesting(sink);
        content = compression.compressing(blob, level);
        hasher = compression == Compression.NONE ? Optional.empty() : Optional.of(new Hasher());
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        content.write(bytes, offset, length);
        hasher.ifPresent(of -> of.update(bytes, offset, length));
        contentSize += length;
    }

    @Override
    public void flush() throws IOException {
        content.flush();
    }

    @Override
    public void close() throws IOException {
        if (result.isEmpty()) {
            content.close();
            Digest digest = blob.hasher.digest();
            Digest diffId = hasher.map(Hasher::digest).orElse(digest);
            result = Optional.of(new Result(diffId, contentSize, digest, blob.size));
        }
    }

    /** What was learned; only after {@link #close()}. */
    public Result result() {
        return result.orElseThrow(() -> new IllegalStateException("the stream is not closed yet"));
    }

    private static final class Digesting extends FilterOutputStream {
        private final Hasher hasher = new Hasher();
        private long size;

        Digesting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            hasher.update(bytes, offset, length);
            size += length;
        }
    }
}
