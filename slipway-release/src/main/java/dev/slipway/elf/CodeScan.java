// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

import java.io.IOException;
import java.util.Arrays;

/** Goes through code once, in pieces, and counts what it finds. */
public abstract sealed class CodeScan permits X86Scan, Arm64Scan {
    private static final int PIECE = 1 << 16;
    /** No instruction is longer; x86 has 15. */
    static final int LONGEST = 16;

    private final byte[] piece = new byte[PIECE + LONGEST];

    /** A part of the file, as far as there is one. */
    final void part(ElfBytes bytes, long from, long length) throws IOException {
        long end = bytes.end(from, length);
        long at = from;
        begin();
        while (at < end) {
            int wanted = (int) Math.min(piece.length, end - at);
            int count = bytes.readThrough(at, piece, wanted);
            if (count <= 0) {
                return;
            }
            boolean isLast = at + count >= end || count < wanted;
            Arrays.fill(piece, count, Math.min(piece.length, count + LONGEST), (byte) 0);
            at += scan(piece, isLast ? count : count - LONGEST);
            if (isLast) {
                return;
            }
        }
    }

    abstract void begin();

    /**
     * Goes through instructions that begin before {@code end}; {@value #LONGEST} bytes may be looked at behind it, as
     * far as the array goes.
     *
     * @return where the next instruction begins
     */
    abstract int scan(byte[] code, int end);
}
