// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.sys.Errno;
import dev.slipway.sys.Kernel;
import dev.slipway.sys.KernelException;
import dev.slipway.sys.Overlay;
import dev.slipway.sys.Propagation;
import dev.slipway.text.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The place where overlays are mounted: a small tmpfs on the store's {@code mnt}, so that the folders mounted on vanish
 * with the mount namespace, whatever ends the process. It is shared, so that a namespace made from ours as a slave, in
 * which containers are started, sees what is mounted later.
 */
final class MountSpace {
    private final StoreLayout layout;
    private final Session session;
    private final Kernel kernel;
    private final AtomicLong counter = new AtomicLong();
    private @Nullable Path root;
    private boolean mountedByUs;

    MountSpace(StoreLayout layout, Session session, Kernel kernel) {
        this.layout = layout;
        this.session = session;
        this.kernel = kernel;
    }

    synchronized Path root() throws IOException {
        if (root == null) {
            Path folder = Files.createDirectories(layout.mounts()).toRealPath();
            refuseSharedNamespace(folder);
            if (!isMounted(folder)) {
                kernel.mountTmpfs(folder, "mode=0755,size=1m,nr_inodes=64k");
                mountedByUs = true;
            }
            kernel.setPropagation(folder, Propagation.SHARED);
            root = folder;
        }
        return root;
    }

    /** Mounts an overlay somewhere below the root. */
    Path mount(Overlay overlay) throws IOException {
        Path target = Files.createDirectory(root().resolve(session.name() + "-" + counter.incrementAndGet()));
        try {
            kernel.mountOverlay(overlay, target);
        } catch (KernelException e) {
            Files.delete(target);
            throw explained(e, overlay);
        }
        return target;
    }

    /** A failure that has a usual cause says so. */
    private static IOException explained(KernelException e, Overlay overlay) {
        if (e.is(Errno.EINVAL) && overlay.upper().isPresent()) {
            return new IOException(
                    e.getMessage()
                            + "\nan overlay can't be written on this file system, which may be an overlay itself;"
                            + " set SLIPWAY_ROOT to a folder on ext4, xfs, btrfs or tmpfs",
                    e);
        }
        if (e.is(Errno.ENODEV)) {
            return new IOException(e.getMessage() + "\nthe kernel has no overlay file system: modprobe overlay", e);
        }
        return e;
    }

    void unmount(Path target) throws IOException {
        boolean was = kernel.unmount(target);
        if (was || Files.exists(target)) {
            Files.deleteIfExists(target);
        }
    }

    /** Takes the tmpfs away if nobody else uses it. */
    synchronized void end() {
        if (root == null || !mountedByUs) {
            return;
        }
        try (var entries = Files.newDirectoryStream(root)) {
            if (!entries.iterator().hasNext() && !kernel.unmount(root)) {
                throw new IOException(root + " is not mounted any more");
            }
        } catch (IOException _) {
            // it goes with the namespace
        }
        root = null;
    }

    /** In the machine's own namespace what we mount would stay behind us. */
    private static void refuseSharedNamespace(Path folder) {
        if (ProcessHandle.current().pid() == 1) {
            return;
        }
        try {
            Path own = Files.readSymbolicLink(Path.of("/proc/self/ns/mnt"));
            if (own.equals(Files.readSymbolicLink(Path.of("/proc/1/ns/mnt")))) {
                throw new HostException("nothing is mounted at " + folder
                        + ": this process has no mount namespace of its own; start it by the launcher, or by"
                        + " unshare --mount --propagation private");
            }
        } catch (IOException _) {
            // not ours to look at: then we are in a namespace that somebody made for us
        }
    }

    private static boolean isMounted(Path folder) throws IOException {
        String wanted = folder.toString().replace(" ", "\\040");
        for (String line : Files.readAllLines(Path.of("/proc/self/mountinfo"))) {
            String[] words = line.split(" ", 6);
            if (words.length > 4 && words[4].equals(wanted)) {
                return true;
            }
        }
        return false;
    }
}
