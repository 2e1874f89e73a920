// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import java.io.IOException;
import java.io.InputStream;

/**
 * How much may come out of a compressed stream.
 *
 * @param maxBytes in all
 * @param maxRatio times what went in, looked at once more than {@value #FREE_BYTES} bytes came out: gzip reaches 1,032,
 *     zstd more, and honest layers of zeros do too, so the ratio guards only where a caller knows better
 */
public record BombLimit(long maxBytes, long maxRatio) {
    static final long FREE_BYTES = 64L << 20;

    /** No ratio; 1 TiB. */
    public static final BombLimit LAYER = new BombLimit(1L << 40, Long.MAX_VALUE);

    /** What came over the network without anybody vouching for it: 16 GiB, and 500 times what went in. */
    public static final BombLimit STRANGER = new BombLimit(16L << 30, 500);

    /** Decompresses in a way of its own. */
    @FunctionalInterface
    public interface Decompressor {
        InputStream over(InputStream compressed) throws IOException;
    }

    /** The content of a compressed stream, no more of it than this allows. */
    public InputStream guard(InputStream compressed, Decompressor decompressor) throws IOException {
        CountingInputStream counted = new CountingInputStream(compressed);
        return new BoundedInputStream(decompressor.over(counted), this, counted::count);
    }

    public BombLimit {
        if (maxBytes < 0 || maxRatio < 1) {
            throw new IllegalArgumentException("a limit allows something");
        }
    }
}
