// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import dev.slipway.sys.Kernel;
import dev.slipway.sys.KernelException;
import dev.slipway.task.Processors;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the slots of a sandbox share. It is made once, in our own mount namespace, and not by each slot: a program that mounts
 * something costs as much as a tenth of a container.
 *
 * @param folder over which a file system in memory is mounted while the sandbox is open
 */
record SandboxPlace(OciRuntime runtime, Path folder, UserNamespace namespace) {
    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

    /** Where the runtime is mounted read-only, if it can be and that serves a purpose. */
    Path mountedRuntime() {
        return folder.resolve("crun");
    }

    /** Mounts what all share, or, where that fails, nothing. */
    void prepare() throws IOException {
        Kernel kernel = Kernel.linux();
        kernel.mountTmpfs(folder, "mode=700");
        boolean done = false;
        try {
            if (runtime.kind() == OciRuntime.Kind.CRUN) {
                mountRuntime(kernel);
            }
            if (Files.isDirectory(CGROUPS)) {
                hideCgroups(kernel);
            }
            done = true;
        } finally {
            if (!done) {
                unmount(folder);
            }
        }
    }

    private void mountRuntime(Kernel kernel) throws IOException {
        Files.createFile(mountedRuntime());
        try {
            kernel.bind(runtime.program(), mountedRuntime(), true);
        } catch (KernelException _) {
            // it starts itself a second time then
            kernel.unmount(mountedRuntime());
        }
    }

    /**
     * The runtimes must not find any cgroups: crun 1.8 refuses machines that mix versions 1 and 2, and none could be removed
     * after a sudden end. runc makes folders below the mount points that it reads about; on a read-only file system it takes
     * that for missing privileges, which it forgives.
     */
    private void hideCgroups(Kernel kernel) throws IOException {
        List<Path> folders = new ArrayList<>();
        if (runtime.kind() == OciRuntime.Kind.RUNC) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(CGROUPS, Files::isDirectory)) {
                found.forEach(folders::add);
            }
        }
        // who asks the JVM reads the limits of this process there
        Processors.count();
        kernel.mountTmpfs(CGROUPS, "mode=755");
        boolean done = false;
        try {
            for (Path each : folders) {
                Files.createDirectory(each);
            }
            kernel.makeReadOnly(CGROUPS);
            done = true;
        } finally {
            if (!done) {
                unmount(CGROUPS);
            }
        }
    }

    /** Unmounts what {@link #prepare} mounted: a slot that still dies has it in a namespace of its own. */
    void clear() {
        unmount(folder);
        if (Files.isDirectory(CGROUPS)) {
            unmount(CGROUPS);
        }
    }

    private static void unmount(Path target) {
        try {
            Kernel.linux().unmount(target);
        } catch (KernelException _) {
            // it goes with our namespace
        }
    }

    /** Removes what a slot left that has ended. */
    static void remove(Path slotFolder) {
        try {
            Files.walkFileTree(slotFolder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path left, @Nullable IOException failure) throws IOException {
                    Files.delete(left);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException _) {
            // it goes with the memory when the sandbox is closed
        }
    }
}
