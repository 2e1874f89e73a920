// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A root folder with a static busybox under a few of its names, and users. */
final class BusyboxRoot {
    /** That of it/fixture/up, else the machine's. */
    private static final Path BUSYBOX = Path.of(System.getenv().getOrDefault("SLIPWAY_BUSYBOX", "/bin/busybox"));

    private BusyboxRoot() {}

    static Path make(Path rootfs) throws IOException {
        Files.createDirectories(rootfs.resolve("bin"));
        Files.createDirectories(rootfs.resolve("etc"));
        Files.createDirectories(rootfs.resolve("tmp"));
        Files.setPosixFilePermissions(rootfs, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path busybox = Files.copy(BUSYBOX, rootfs.resolve("bin/busybox"));
        Files.setAttribute(busybox, "unix:mode", 04755);
        String names =
                "sh cat ls id echo sleep true false kill dd mkdir touch rm ps stat su env hostname grep yes head mount"
                        + " mkfifo mknod ifconfig test chmod";
        for (String name : names.split(" ", -1)) {
            Files.createSymbolicLink(rootfs.resolve("bin").resolve(name), Path.of("busybox"));
        }
        Files.writeString(
                rootfs.resolve("etc/passwd"), "root::0:0:root:/root:/bin/sh\napp:x:1000:1001::/home/app:/bin/sh\n");
        Files.writeString(rootfs.resolve("etc/group"), "root:x:0:\napp:x:1001:\nvideo:x:44:app\n");
        return rootfs;
    }
}
