// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import java.util.Locale;

/**
 * The system calls used, with their numbers: on x86-64 (asm/unistd_64.h), and on everything newer, such as aarch64 and
 * riscv64 (asm-generic/unistd.h). Each takes at most six arguments.
 */
enum SystemCall {
    READ(0, 63),
    WRITE(1, 64),
    CLOSE(3, 57),
    LSEEK(8, 62),
    IOCTL(16, 29),
    FCHMOD(91, 52),
    FCHOWN(93, 55),
    MOUNT(165, 40),
    UMOUNT2(166, 39),
    LSETXATTR(189, 6),
    FSETXATTR(190, 7),
    LGETXATTR(192, 9),
    FGETXATTR(193, 10),
    LLISTXATTR(195, 12),
    FLISTXATTR(196, 13),
    GETDENTS64(217, 61),
    EXIT_GROUP(231, 94),
    OPENAT(257, 56),
    MKDIRAT(258, 34),
    MKNODAT(259, 33),
    FCHOWNAT(260, 54),
    UNLINKAT(263, 35),
    LINKAT(265, 37),
    SYMLINKAT(266, 36),
    READLINKAT(267, 78),
    FCHMODAT(268, 53),
    UTIMENSAT(280, 88),
    SYNCFS(306, 267),
    RENAMEAT2(316, 276),
    COPY_FILE_RANGE(326, 285),
    STATX(332, 291),
    MOVE_MOUNT(429, 429),
    FSOPEN(430, 430),
    FSCONFIG(431, 431),
    FSMOUNT(432, 432),
    OPENAT2(437, 437),
    FCHMODAT2(452, 452);

    private static final boolean X86_64 = "amd64".equals(System.getProperty("os.arch"));

    private final int onX86;
    private final int generic;

    SystemCall(int onX86, int generic) {
        this.onX86 = onX86;
        this.generic = generic;
    }

    /** The number on this machine. */
    int number() {
        return X86_64 ? onX86 : generic;
    }

    int onX86() {
        return onX86;
    }

    int generic() {
        return generic;
    }

    /** The name as in the manual. */
    String manualName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
