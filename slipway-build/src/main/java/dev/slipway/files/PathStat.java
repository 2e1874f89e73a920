// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

import dev.slipway.sys.FileStat;
import dev.slipway.sys.FileType;
import dev.slipway.text.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The status of files by Java's own means, no link followed: the same as system calls of our own give. */
final class PathStat {
    private static final String ATTRIBUTES = "unix:mode,uid,gid,size,lastModifiedTime,ctime,ino,dev,rdev,nlink";

    private PathStat() {}

    /** The status of what must be there. */
    static FileStat of(Path path) {
        try {
            return ifThere(path).orElseThrow(() -> new HostException("no such folder: " + path));
        } catch (IOException e) {
            throw new HostException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    /** Empty for what went away between listing and looking. */
    static Optional<FileStat> ifThere(Path path) throws IOException {
        Map<String, Object> found;
        try {
            found = Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
        int mode = (int) number(found, "mode");
        return Optional.of(new FileStat(
                type(mode),
                mode & 07777,
                (int) number(found, "uid"),
                (int) number(found, "gid"),
                number(found, "size"),
                nanos(found, "lastModifiedTime"),
                nanos(found, "ctime"),
                number(found, "ino"),
                device(number(found, "dev")),
                device(number(found, "rdev")),
                (int) number(found, "nlink")));
    }

    // as glibc packs a device number, gnu_dev_major and gnu_dev_minor; our own system calls give its parts
    private static long device(long packed) {
        return FileStat.device((int) ((packed >> 8 & 0xfff) | (packed >> 32 & ~0xfff)), (int)
                ((packed & 0xff) | (packed >> 12 & 0xfff00)));
    }

    private static FileType type(int mode) {
        for (FileType type : FileType.values()) {
            if (type.bits() == (mode & 0170000)) {
                return type;
            }
        }
        return FileType.SOCKET;
    }

    private static long number(Map<String, Object> found, String name) {
        return found.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static long nanos(Map<String, Object> found, String name) {
        return found.get(name) instanceof FileTime time ? time.to(TimeUnit.NANOSECONDS) : 0;
    }
}
