// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import dev.slipway.digest.Digest;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Takes a layer's uncompressed bytes and, in one pass, compresses them into a sink and learns both digests and sizes.
 * Not for use by several threads.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class BlobDigester extends OutputStream {
    /** What was learned: the digests and sizes of the content, and of the blob that it was written as. */
    public record Result(Digest diffId, long contentSize, Digest digest, long size) {}

    /** @param sink closed with this stream */
    public BlobDigester(OutputStream sink, Compression compression, int level) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void write(int b) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** After {@link #close()}. */
    public Result result() {
        throw new UnsupportedOperationException();
    }
}
