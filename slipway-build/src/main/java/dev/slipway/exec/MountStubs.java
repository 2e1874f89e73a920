// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The mount points that a root folder lacks: made before the process runs, taken away after it unless something was put
 * there, so that a mount leaves no trace in a layer. The time of the folder around one stays what it was.
 */
final class MountStubs implements AutoCloseable {
    private record Stub(Path path, Path parent, Path realParent) {}

    private final List<Stub> stubs = new ArrayList<>();

    private MountStubs() {}

    /**
     * Makes what is missing.
     *
     * @throws IOException if a mount point is below a file, or a link leads in circles
     */
    static MountStubs make(Path rootfs, List<Target> targets) throws IOException {
        MountStubs made = new MountStubs();
        try {
            for (Target target : targets) {
                made.add(rootfs, target);
            }
        } catch (IOException e) {
            made.close();
            throw e;
        }
        return made;
    }

    /** A mount point by its path in the container. */
    record Target(String path, boolean folder) {}

    private void add(Path rootfs, Target target) throws IOException {
        Path path = RootPath.resolve(rootfs, target.path());
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> missing = new ArrayList<>();
        for (Path at = path; at != null && !Files.exists(at, LinkOption.NOFOLLOW_LINKS); at = at.getParent()) {
            missing.addFirst(at);
        }
        for (Path one : missing) {
            Path parent = one.getParent();
            if (parent == null) {
                return;
            }
            FileTime before = Files.getLastModifiedTime(parent, LinkOption.NOFOLLOW_LINKS);
            if (one.equals(path) && !target.folder()) {
                Files.createFile(one);
                Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("rw-r--r--"));
            } else {
                Files.createDirectory(one);
                Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            stubs.add(new Stub(one, parent, parent.toRealPath()));
            Files.setLastModifiedTime(parent, before);
        }
    }

    /** Takes the stubs away that are as empty as they were. */
    @Override
    public void close() {
        for (Stub stub : stubs.reversed()) {
            try {
                remove(stub);
            } catch (IOException _) {
                // something is in it, or it was replaced: then it is the layer's
            }
        }
        stubs.clear();
    }

    private static void remove(Stub stub) throws IOException {
        Path path = stub.path();
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(path)) {
            return;
        }
        // the container may have put a link in place of a folder above
        if (!stub.parent().toRealPath().equals(stub.realParent())) {
            return;
        }
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Files.size(path) > 0 : !Files.isDirectory(path)) {
            return;
        }
        FileTime now = Files.getLastModifiedTime(stub.parent(), LinkOption.NOFOLLOW_LINKS);
        Files.delete(path);
        Files.setLastModifiedTime(stub.parent(), now);
    }
}
