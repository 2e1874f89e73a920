// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** What a root folder must have before a process can run on it: mount points for a while, the working folder for good. */
final class RootPreparation {
    private RootPreparation() {}

    /** The root folder cannot be used as asked; the message says why. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;

        Failure(String reason, Throwable cause) {
            super(reason, cause);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    /** @return what is to be taken away after the process */
    static MountStubs prepare(ExecSpec spec) throws Failure {
        try {
            makeKernelFolders(spec.rootfs());
        } catch (IOException e) {
            throw new Failure("cannot make a mount point: " + reason(e), e);
        }
        try {
            makeWorkingFolder(spec);
        } catch (IOException e) {
            throw new Failure("cannot make the working folder " + spec.cwd() + ": " + reason(e), e);
        }
        try {
            return MountStubs.make(spec.rootfs(), RuntimeMounts.targets(spec));
        } catch (IOException e) {
            throw new Failure("cannot make a mount point: " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? e.toString() : message;
    }

    // runtimes make these and leave them in the layer, each with modes of its own: the layer would tell who built it
    private static void makeKernelFolders(Path rootfs) throws IOException {
        for (String name : List.of("proc", "dev", "sys")) {
            Path folder = rootfs.resolve(name);
            if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(folder);
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    // as BuildKit does: it belongs to the user of the process
    private static void makeWorkingFolder(ExecSpec spec) throws IOException {
        if (spec.cwd().equals("/")) {
            return;
        }
        Path wanted = RootPath.resolve(spec.rootfs(), spec.cwd());
        List<Path> missing = new ArrayList<>();
        for (Path at = wanted; at != null && !Files.exists(at, LinkOption.NOFOLLOW_LINKS); at = at.getParent()) {
            missing.addFirst(at);
        }
        for (Path folder : missing) {
            Files.createDirectory(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setAttribute(folder, "unix:uid", spec.user().uid(), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(folder, "unix:gid", spec.user().gid(), LinkOption.NOFOLLOW_LINKS);
        }
    }
}
