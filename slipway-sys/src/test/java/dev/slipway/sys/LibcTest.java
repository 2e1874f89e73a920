// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares what we believe of the kernel with the headers of this machine, by a C program. */
class LibcTest {
    @TempDir
    private Path folder;

    @Test
    void constantsAndOffsetsAreThoseOfTheHeaders() throws Exception {
        Map<String, Long> ours = new LinkedHashMap<>();
        put(ours, "O_CREAT", Libc.O_CREAT, "O_EXCL", Libc.O_EXCL, "O_NONBLOCK", Libc.O_NONBLOCK);
        put(ours, "O_CLOEXEC", Libc.O_CLOEXEC, "O_PATH", Libc.O_PATH, "O_DIRECTORY", Libc.O_DIRECTORY);
        put(ours, "O_NOFOLLOW", Libc.O_NOFOLLOW, "O_WRONLY", Libc.O_WRONLY, "AT_FDCWD", Libc.AT_FDCWD);
        put(ours, "AT_SYMLINK_NOFOLLOW", Libc.AT_SYMLINK_NOFOLLOW, "AT_REMOVEDIR", Libc.AT_REMOVEDIR);
        put(ours, "AT_EMPTY_PATH", Libc.AT_EMPTY_PATH, "STATX_BASIC_STATS", Libc.STATX_BASIC_STATS);
        put(ours, "sizeof(struct statx)", Libc.STATX_SIZE, "FICLONE", Libc.FICLONE);
        put(ours, offset("statx", "stx_nlink"), Libc.STATX_NLINK, offset("statx", "stx_uid"), Libc.STATX_UID);
        put(ours, offset("statx", "stx_gid"), Libc.STATX_GID, offset("statx", "stx_mode"), Libc.STATX_MODE);
        put(ours, offset("statx", "stx_ino"), Libc.STATX_INO, offset("statx", "stx_size"), Libc.STATX_LENGTH);
        put(ours, offset("statx", "stx_ctime"), Libc.STATX_CTIME, offset("statx", "stx_mtime"), Libc.STATX_MTIME);
        put(ours, offset("statx", "stx_rdev_major"), Libc.STATX_RDEV_MAJOR);
        put(ours, offset("statx", "stx_rdev_minor"), Libc.STATX_RDEV_MINOR);
        put(ours, offset("statx", "stx_dev_major"), Libc.STATX_DEV_MAJOR);
        put(ours, offset("statx", "stx_dev_minor"), Libc.STATX_DEV_MINOR);
        put(ours, "offsetof(struct statx_timestamp, tv_nsec)", 8);
        put(ours, "sizeof(struct open_how)", Libc.OPEN_HOW_SIZE, offset("open_how", "resolve"), 16);
        put(ours, "RESOLVE_NO_SYMLINKS", Libc.RESOLVE_NO_SYMLINKS, "RESOLVE_BENEATH", Libc.RESOLVE_BENEATH);
        put(ours, "MS_RDONLY", Libc.MS_RDONLY, "MS_REMOUNT", Libc.MS_REMOUNT, "MS_BIND", Libc.MS_BIND);
        put(ours, "MS_REC", Libc.MS_REC, "MS_PRIVATE", Libc.MS_PRIVATE, "MS_SLAVE", Libc.MS_SLAVE);
        put(ours, "MS_SHARED", Libc.MS_SHARED, "MNT_DETACH", Libc.MNT_DETACH, "MS_NODEV", Libc.MS_NODEV);
        put(ours, "UMOUNT_NOFOLLOW", Libc.UMOUNT_NOFOLLOW, "FSOPEN_CLOEXEC", Libc.FSOPEN_CLOEXEC);
        put(ours, "FSCONFIG_SET_FLAG", Libc.FSCONFIG_SET_FLAG, "FSCONFIG_SET_STRING", Libc.FSCONFIG_SET_STRING);
        put(ours, "FSCONFIG_CMD_CREATE", Libc.FSCONFIG_CMD_CREATE, "FSMOUNT_CLOEXEC", Libc.FSMOUNT_CLOEXEC);
        put(ours, "MOVE_MOUNT_F_EMPTY_PATH", Libc.MOVE_MOUNT_F_EMPTY_PATH);
        put(ours, "MOUNT_ATTR_NODEV", Libc.MOUNT_ATTR_NODEV);
        put(ours, "offsetof(struct dirent64, d_name)", 19, "offsetof(struct dirent64, d_reclen)", 16);
        put(ours, "(long)makedev(0xabc, 0xdef12)", LinuxDir.encodedDevice(FileStat.device(0xabc, 0xdef12)));
        for (FileType type : FileType.values()) {
            put(ours, macro(type), type.bits());
        }

        assertThat(evaluated(ours, "")).isEqualTo(ours);
    }

    @Test
    void errorNumbersAreThoseOfTheHeaders() throws Exception {
        Map<String, Long> ours = new LinkedHashMap<>();
        for (var field : Errno.class.getFields()) {
            ours.put(field.getName(), (long) ((Errno) field.get(null)).number());
        }

        assertThat(ours).hasSizeGreaterThan(20);
        assertThat(evaluated(ours, "")).isEqualTo(ours);
    }

    @Test
    void eachNamedErrorSaysItsName() throws Exception {
        for (var field : Errno.class.getFields()) {
            assertThat(((Errno) field.get(null)).text()).startsWith(field.getName() + " (");
        }
    }

    @Test
    void numbersOfCallsOnX86AreThoseOfTheHeaders() throws Exception {
        assertThat(numbers("asm/unistd_64.h", true)).isEqualTo(numbers("asm/unistd_64.h", false));
    }

    @Test
    void numbersOfCallsElsewhereAreThoseOfTheHeaders() throws Exception {
        assertThat(numbers("asm-generic/unistd.h", true)).isEqualTo(numbers("asm-generic/unistd.h", false));
    }

    /** Those that this header knows; the machine's headers may be older than the call. */
    private Map<String, Long> numbers(String header, boolean fromHeader) throws Exception {
        Map<String, Long> ours = new LinkedHashMap<>();
        for (SystemCall call : SystemCall.values()) {
            if (call != SystemCall.FCHMODAT2) {
                int number = header.startsWith("asm/") ? call.onX86() : call.generic();
                ours.put("__NR_" + call.manualName(), (long) number);
            }
        }
        return fromHeader ? evaluated(ours, header) : ours;
    }

    private static String offset(String struct, String field) {
        return "offsetof(struct " + struct + ", " + field + ")";
    }

    private static String macro(FileType type) {
        return switch (type) {
            case FIFO -> "S_IFIFO";
            case CHARACTER_DEVICE -> "S_IFCHR";
            case DIRECTORY -> "S_IFDIR";
            case BLOCK_DEVICE -> "S_IFBLK";
            case FILE -> "S_IFREG";
            case SYMLINK -> "S_IFLNK";
            case SOCKET -> "S_IFSOCK";
        };
    }

    private static void put(Map<String, Long> map, Object... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], ((Number) pairs[i + 1]).longValue());
        }
    }

    /** What the C compiler makes of these expressions. */
    private Map<String, Long> evaluated(Map<String, Long> expressions, String onlyHeader) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "gcc is not installed");
        StringBuilder program = new StringBuilder("#define _GNU_SOURCE\n#include <stdio.h>\n");
        program.append(
                onlyHeader.isEmpty() ? headers() : "#define __ARCH_WANT_SYSCALLS\n#include <" + onlyHeader + ">\n");
        program.append("int main(void) {\n");
        expressions.keySet().forEach(one -> program.append("printf(\"%lld\\n\", (long long)(" + one + "));\n"));
        program.append("return 0; }\n");
        Path source = Files.writeString(folder.resolve("constants.c"), program);
        Path binary = folder.resolve("constants");
        run("/usr/bin/gcc", "-D__BITS_PER_LONG=64", "-o", binary.toString(), source.toString());
        String[] lines = run(binary.toString()).split("\n", -1);
        Map<String, Long> values = new LinkedHashMap<>();
        int line = 0;
        for (String expression : expressions.keySet()) {
            values.put(expression, Long.parseLong(lines[line++]));
        }
        return values;
    }

    private static String headers() {
        return """
                #include <stddef.h>
                #include <errno.h>
                #include <fcntl.h>
                #include <dirent.h>
                #include <sys/stat.h>
                #include <sys/sysmacros.h>
                #include <sys/mount.h>
                #include <linux/fs.h>
                #include <linux/openat2.h>
                #include <linux/mount.h>
                """;
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
