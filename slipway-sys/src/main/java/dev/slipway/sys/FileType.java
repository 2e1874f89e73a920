// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

/** What a directory entry is; by the type bits of its mode. */
public enum FileType {
    FIFO(0010000),
    CHARACTER_DEVICE(0020000),
    DIRECTORY(0040000),
    BLOCK_DEVICE(0060000),
    FILE(0100000),
    SYMLINK(0120000),
    SOCKET(0140000);

    private static final int MASK = 0170000;

    private final int bits;

    FileType(int bits) {
        this.bits = bits;
    }

    /** The type bits, as in {@code st_mode}. */
    public int bits() {
        return bits;
    }

    static FileType of(int mode) {
        int type = mode & MASK;
        for (FileType one : values()) {
            if (one.bits == type) {
                return one;
            }
        }
        throw new IllegalArgumentException("no file type: 0" + Integer.toOctalString(mode));
    }
}
