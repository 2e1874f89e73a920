// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import dev.slipway.sys.Kernel;
import dev.slipway.sys.KernelException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    void prepare() throws IOException {
        Kernel kernel = Kernel.linux();
        kernel.mountTmpfs(folder, "mode=700");
        if (runtime.kind() == OciRuntime.Kind.CRUN) {
            Files.createFile(mountedRuntime());
            try {
                kernel.bind(runtime.program(), mountedRuntime(), true);
            } catch (KernelException _) {
                // it starts itself a second time then
                kernel.unmount(mountedRuntime());
            }
        }
        if (Files.isDirectory(CGROUPS)) {
            hideCgroups(kernel);
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
        kernel.mountTmpfs(CGROUPS, "mode=755");
        for (Path each : folders) {
            Files.createDirectory(each);
        }
        kernel.makeReadOnly(CGROUPS);
    }

    /** Unmounts what {@link #prepare} mounted: a slot that still dies has it in a namespace of its own. */
    void clear() {
        try {
            Kernel kernel = Kernel.linux();
            kernel.unmount(folder);
            if (Files.isDirectory(CGROUPS)) {
                kernel.unmount(CGROUPS);
            }
        } catch (IOException _) {
            // it goes with our namespace
        }
    }
}
