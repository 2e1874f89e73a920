// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/** Ends a decompression bomb with an error before it fills the disk. */
final class BoundedInputStream extends FilterInputStream {
    private final BombLimit limit;
    private final LongSupplier compressedBytes;
    private final byte[] one = new byte[1];
    private long total;

    BoundedInputStream(InputStream in, BombLimit limit, LongSupplier compressedBytes) {
        super(in);
        this.limit = limit;
        this.compressedBytes = compressedBytes;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = in.read(into, offset, length);
        if (count > 0) {
            total += count;
            check();
        }
        return count;
    }

    private void check() throws MalformedTarException {
        if (total > limit.maxBytes()) {
            throw new MalformedTarException(
                    "the compressed stream holds more than the limit of " + limit.maxBytes() + " bytes", total);
        }
        if (total > BombLimit.FREE_BYTES && total / limit.maxRatio() > Math.max(1, compressedBytes.getAsLong())) {
            throw new MalformedTarException(
                    "the compressed stream is more than " + limit.maxRatio() + " times larger unpacked, after " + total
                            + " bytes of content: a decompression bomb",
                    total);
        }
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] scratch = new byte[Math.clamp(count, 1, 64 << 10)];
        return count <= 0 ? 0 : Math.max(0, read(scratch, 0, scratch.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
