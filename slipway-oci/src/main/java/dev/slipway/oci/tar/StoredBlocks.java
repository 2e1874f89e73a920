// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

/** Content as it is, in blocks of deflate that store it (RFC 1951, section 3.2.4). */
final class StoredBlocks {
    /** The most bytes in one. */
    static final int MOST = 65535;

    private static final int HEADER = 5;

    private StoredBlocks() {}

    /** How many bytes the blocks for so many take. */
    static int bound(int length) {
        return length + HEADER * Math.max(1, (length + MOST - 1) / MOST);
    }

    /**
     * Writes blocks from a whole byte on; of nothing one empty block.
     *
     * @return the end of what was written
     */
    static int write(byte[] bytes, int start, int end, byte[] into, int to, boolean last) {
        into[to] = first(end - start, last);
        return writeBehindBits(bytes, start, end, into, to + 1, last);
    }

    /** The bits before the first length. */
    static byte first(int length, boolean last) {
        return (byte) (last && length <= MOST ? 1 : 0);
    }

    /** Writes blocks, when the first one's {@link #first bits} are written already, up to a whole byte. */
    static int writeBehindBits(byte[] bytes, int start, int end, byte[] into, int to, boolean last) {
        int out = to;
        int at = start;
        while (true) {
            int size = Math.min(MOST, end - at);
            into[out++] = (byte) size;
            into[out++] = (byte) (size >>> 8);
            into[out++] = (byte) ~size;
            into[out++] = (byte) (~size >>> 8);
            System.arraycopy(bytes, at, into, out, size);
            out += size;
            at += size;
            if (at == end) {
                return out;
            }
            into[out++] = first(end - at, last);
        }
    }
}
