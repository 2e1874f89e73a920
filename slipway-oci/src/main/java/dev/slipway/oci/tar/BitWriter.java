// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Writes bits into a byte array, the least significant first (RFC 1951, section 3.1.1). Whoever writes sees to the room,
 * {@link #SLACK} bytes beyond what is written included.
 */
final class BitWriter {
    /** How far behind the last byte zeros may be written. */
    static final int SLACK = 8;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[0];
    private int at;
    private long pending;
    private int count;

    /** Begins at a whole byte of an array. */
    void begin(byte[] into, int start) {
        bytes = into;
        at = start;
        pending = 0;
        count = 0;
    }

    /** Where the next whole byte goes. */
    int position() {
        return at;
    }

    /** Holds some bits back until {@link #flush}: at most 56 between two of those. */
    void hold(long bits, int length) {
        pending |= bits << count;
        count += length;
    }

    /** Writes the whole bytes of what is held back. */
    void flush() {
        LONG.set(bytes, at, pending);
        at += count >>> 3;
        pending >>>= count & 0x38;
        count &= 7;
    }

    void put(long bits, int length) {
        hold(bits, length);
        flush();
    }

    /** Fills up the last byte with zeros. */
    void align() {
        count = (count + 7) & ~7;
        flush();
    }

    /** Writes stored blocks: the bits that the first takes are filled up to a whole byte. */
    void store(byte[] from, int start, int end, boolean last) {
        put(StoredBlocks.first(end - start, last), 3);
        align();
        at = StoredBlocks.writeBehindBits(from, start, end, bytes, at, last);
    }
}
