// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The one door out of Java: {@code syscall(2)}, and the constants that go with the calls. One function with one shape
 * needs one method handle, which is most of what the first native call of a process costs. A test compiles a C program
 * that compares every number here with the headers.
 */
final class Libc {
    // fcntl.h
    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;
    static final int O_CREAT = 0100;
    static final int O_EXCL = 0200;
    static final int O_NONBLOCK = 04000;
    static final int O_CLOEXEC = 02000000;
    static final int O_PATH = 010000000;
    static final int O_DIRECTORY = arm() ? 040000 : 0200000;
    static final int O_NOFOLLOW = arm() ? 0100000 : 0400000;
    static final int AT_FDCWD = -100;
    static final int AT_SYMLINK_NOFOLLOW = 0x100;
    static final int AT_REMOVEDIR = 0x200;
    static final int AT_EMPTY_PATH = 0x1000;
    // linux/stat.h
    static final int STATX_BASIC_STATS = 0x7ff;
    static final int STATX_SIZE = 256;
    static final int STATX_NLINK = 16;
    static final int STATX_UID = 20;
    static final int STATX_GID = 24;
    static final int STATX_MODE = 28;
    static final int STATX_INO = 32;
    static final int STATX_LENGTH = 40;
    static final int STATX_CTIME = 96;
    static final int STATX_MTIME = 112;
    static final int STATX_RDEV_MAJOR = 128;
    static final int STATX_RDEV_MINOR = 132;
    static final int STATX_DEV_MAJOR = 136;
    static final int STATX_DEV_MINOR = 140;
    // linux/fs.h
    static final int FICLONE = 0x40049409;
    // linux/openat2.h
    static final int OPEN_HOW_SIZE = 24;
    static final int RESOLVE_NO_SYMLINKS = 0x04;
    static final int RESOLVE_BENEATH = 0x08;
    // sys/mount.h, linux/mount.h
    static final int MS_RDONLY = 1;
    static final int MS_NOSUID = 2;
    static final int MS_NODEV = 4;
    static final int MS_REMOUNT = 32;
    static final int MS_BIND = 4096;
    static final int MS_REC = 16384;
    static final int MS_PRIVATE = 1 << 18;
    static final int MS_SLAVE = 1 << 19;
    static final int MS_SHARED = 1 << 20;
    static final int MNT_DETACH = 2;
    static final int UMOUNT_NOFOLLOW = 8;
    static final int FSOPEN_CLOEXEC = 1;
    static final int FSCONFIG_SET_FLAG = 0;
    static final int FSCONFIG_SET_STRING = 1;
    static final int FSCONFIG_CMD_CREATE = 6;
    static final int FSMOUNT_CLOEXEC = 1;
    static final int MOUNT_ATTR_NODEV = 4;
    static final int MOVE_MOUNT_F_EMPTY_PATH = 4;

    private Libc() {}

    private static boolean arm() {
        return "aarch64".equals(System.getProperty("os.arch"));
    }

    private static volatile boolean loaded;

    /** Whether a call was made, so that another costs next to nothing. */
    static boolean isLoaded() {
        return loaded;
    }

    private static final class Syscall {
        static final MethodHandle HANDLE = Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker()
                                .defaultLookup()
                                .find("syscall")
                                .orElseThrow(() -> new IllegalStateException("the C library has no syscall()")),
                        FunctionDescriptor.of(
                                JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                        // not declared as variadic, though it is: it makes no difference to whole numbers on x86-64 and
                        // arm64, and the method handle for it takes a third longer to make
                        Linker.Option.captureCallState("errno"));
    }

    /** What the C library's function returns: -1 for a failure, whose number is in {@code errno} then. */
    static long call(MemorySegment errno, SystemCall call, long a, long b, long c, long d, long e) {
        try {
            loaded = true;
            return (long) Syscall.HANDLE.invokeExact(errno, (long) call.number(), a, b, c, d, e, 0L);
        } catch (Throwable t) {
            throw new IllegalStateException(call.manualName() + " could not be called", t);
        }
    }

    /** As {@link #call}, for copy_file_range, the one call with six arguments. */
    static long copyFileRange(MemorySegment errno, int from, int to, long length) {
        try {
            return (long) Syscall.HANDLE.invokeExact(
                    errno, (long) SystemCall.COPY_FILE_RANGE.number(), (long) from, 0L, (long) to, 0L, length, 0L);
        } catch (Throwable t) {
            throw new IllegalStateException("copy_file_range could not be called", t);
        }
    }
}
