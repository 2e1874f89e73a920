// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

/**
 * What the kernel knows of a file. {@code mode} is the twelve permission bits; times are nanoseconds since 1970;
 * {@code rdev} is packed as {@code major << 20 | minor}, see {@link #device}.
 */
public record FileStat(
        FileType type,
        int mode,
        int uid,
        int gid,
        long size,
        long mtime,
        long ctime,
        long ino,
        long dev,
        long rdev,
        int nlink) {

    /** Packs a device number. */
    public static long device(int major, int minor) {
        return (Integer.toUnsignedLong(major) << 20) | (minor & 0xfffff);
    }

    public int rdevMajor() {
        return (int) (rdev >>> 20);
    }

    public int rdevMinor() {
        return (int) (rdev & 0xfffff);
    }

    public boolean isDirectory() {
        return type == FileType.DIRECTORY;
    }

    /** Whether this is how an overlay says "deleted here": a character device 0:0. */
    public boolean isWhiteout() {
        return type == FileType.CHARACTER_DEVICE && rdev == 0;
    }
}
