// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

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

    public BombLimit {
        if (maxBytes < 0 || maxRatio < 1) {
            throw new IllegalArgumentException("a limit allows something");
        }
    }
}
