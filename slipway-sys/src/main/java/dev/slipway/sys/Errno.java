// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

/** An error number of the kernel, with its name and text. */
public record Errno(int number) {
    public static final Errno EPERM = new Errno(1);
    public static final Errno ENOENT = new Errno(2);
    public static final Errno EINTR = new Errno(4);
    public static final Errno EIO = new Errno(5);
    public static final Errno EBADF = new Errno(9);
    public static final Errno EACCES = new Errno(13);
    public static final Errno EBUSY = new Errno(16);
    public static final Errno EEXIST = new Errno(17);
    public static final Errno EXDEV = new Errno(18);
    public static final Errno ENODEV = new Errno(19);
    public static final Errno ENOTDIR = new Errno(20);
    public static final Errno EISDIR = new Errno(21);
    public static final Errno EINVAL = new Errno(22);
    public static final Errno ENOTTY = new Errno(25);
    public static final Errno ETXTBSY = new Errno(26);
    public static final Errno EFBIG = new Errno(27);
    public static final Errno ENOSPC = new Errno(28);
    public static final Errno EROFS = new Errno(30);
    public static final Errno EMLINK = new Errno(31);
    public static final Errno ERANGE = new Errno(34);
    public static final Errno ENAMETOOLONG = new Errno(36);
    public static final Errno ENOSYS = new Errno(38);
    public static final Errno ENOTEMPTY = new Errno(39);
    public static final Errno ELOOP = new Errno(40);
    public static final Errno ENODATA = new Errno(61);
    public static final Errno EOPNOTSUPP = new Errno(95);
    public static final Errno ESTALE = new Errno(116);
    public static final Errno EDQUOT = new Errno(122);

    /** {@code ENOSPC (no space left on device)}; the bare number for one that has no name here. */
    public String text() {
        return switch (number) {
            case 1 -> "EPERM (operation not permitted)";
            case 2 -> "ENOENT (no such file or directory)";
            case 4 -> "EINTR (interrupted)";
            case 5 -> "EIO (input/output error)";
            case 9 -> "EBADF (bad file descriptor)";
            case 12 -> "ENOMEM (out of memory)";
            case 13 -> "EACCES (permission denied)";
            case 16 -> "EBUSY (device or resource busy)";
            case 17 -> "EEXIST (file exists)";
            case 18 -> "EXDEV (not on the same mount)";
            case 19 -> "ENODEV (no such device or file system)";
            case 20 -> "ENOTDIR (not a directory)";
            case 21 -> "EISDIR (is a directory)";
            case 22 -> "EINVAL (invalid argument)";
            case 23, 24 -> "EMFILE (too many open files)";
            case 25 -> "ENOTTY (not supported by this file)";
            case 26 -> "ETXTBSY (text file busy)";
            case 27 -> "EFBIG (file too large)";
            case 28 -> "ENOSPC (no space left on device)";
            case 30 -> "EROFS (read-only file system)";
            case 31 -> "EMLINK (too many links)";
            case 34 -> "ERANGE (result too large)";
            case 36 -> "ENAMETOOLONG (file name too long)";
            case 38 -> "ENOSYS (the kernel lacks this call)";
            case 39 -> "ENOTEMPTY (directory not empty)";
            case 40 -> "ELOOP (too many symbolic links)";
            case 61 -> "ENODATA (no such attribute)";
            case 95 -> "EOPNOTSUPP (not supported)";
            case 116 -> "ESTALE (stale file handle)";
            case 122 -> "EDQUOT (disk quota exceeded)";
            default -> "errno " + number;
        };
    }
}
