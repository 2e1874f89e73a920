// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

import dev.slipway.sys.Dir;
import dev.slipway.sys.FileStat;
import dev.slipway.sys.Kernel;
import dev.slipway.sys.KernelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Puts files into a root filesystem with the rules of COPY, which are those of BuildKit's {@code fsutil/copy}: the content
 * of a folder goes into the target; a file goes into the target when that is a folder, or becomes it; folders that are
 * made on the way are root's with mode 0755, or the one asked for; what is in the way of a file is replaced, a folder never is.
 *
 * <p>Blocks, so runs on a platform thread. For one use by one thread.
 */
public final class Copier implements AutoCloseable {
    private static final int FILE_MODE = 0644;

    private final Kernel kernel;
    private final Path rootfs;
    private final Dir root;
    private final Target target;
    private final AtomicBoolean devices;

    /** @param rootfs the filesystem to write to */
    public Copier(Kernel kernel, Path rootfs) throws KernelException {
        this(kernel, rootfs, new AtomicBoolean());
    }

    private Copier(Kernel kernel, Path rootfs, AtomicBoolean devices) throws KernelException {
        this.kernel = kernel;
        this.rootfs = rootfs;
        this.devices = devices;
        this.root = kernel.open(rootfs);
        this.target = new Target(root);
    }

    @Override
    public void close() throws KernelException {
        root.close();
    }

    /** Whether a device file was copied or unpacked. */
    public boolean madeDevices() {
        return devices.get();
    }

    /** Makes a folder and those above it; one that is there stays as it is. */
    public void makeFolder(String path, int mode, Optional<Owner> owner, OptionalLong timeNanos)
            throws KernelException, CopyException {
        target.makeFolders(target.resolve(path), owner, timeNanos, mode).close();
    }

    /** Writes a file into the target, when that is a folder, or as the target. */
    public void writeFile(String name, byte[] content, String path, CopySettings settings)
            throws KernelException, CopyException {
        List<String> names = target.resolve(path);
        boolean folder = path.endsWith("/")
                || target.stat(names).filter(FileStat::isDirectory).isPresent();
        if (folder) {
            names = new ArrayList<>(names);
            names.add(name);
        }
        int mode = settings.mode().map(change -> change.apply(FILE_MODE, false)).orElse(FILE_MODE);
        target.write(names, content, mode, settings);
    }

    /** Copies each of the selected to the path. */
    public void copy(Content source, List<Selected> selected, String path, CopySettings settings)
            throws KernelException, CopyException {
        for (Selected one : selected) {
            copyOne(source, one, path, settings);
        }
    }

    /** Another for the same filesystem, for another thread: handles are for one. */
    Copier beside() throws KernelException {
        return new Copier(kernel, rootfs, devices);
    }

    Kernel kernel() {
        return kernel;
    }

    Target target() {
        return target;
    }

    /** A device file was copied. */
    void noteDevice() {
        devices.set(true);
    }

    /** Makes the target a folder that an archive is unpacked into. */
    TarTarget tarTarget(String path, CopySettings settings) throws KernelException, CopyException {
        return new TarTarget(
                target.makeFolders(target.resolve(path), settings.owner(), settings.timeNanos(), TarTarget.FOLDER_MODE),
                settings,
                devices);
    }

    private void copyOne(Content source, Selected selected, String path, CopySettings settings)
            throws KernelException, CopyException {
        boolean keepsParents = !selected.keptParents().isEmpty();
        String to = keepsParents ? path + "/" + selected.keptParents() : path;
        List<String> names = target.resolve(to);
        Optional<FileStat> there = target.stat(names);
        boolean isFolder = there.filter(FileStat::isDirectory).isPresent();
        Transfer transfer = new Transfer(this, source, settings);
        if (keepsParents) {
            transfer.keepParents(selected, path);
        }
        TreeNode node = selected.node();
        if (!node.isFolder()) {
            transfer.file(node, to.endsWith("/") || isFolder ? plus(names, selected.name()) : names);
        } else if (there.isPresent() && !isFolder) {
            throw new CopyException("cannot copy to non-directory: " + path);
        } else {
            transfer.folder(node, keepsParents ? plus(names, selected.name()) : names);
        }
    }

    private static List<String> plus(List<String> names, String name) {
        List<String> all = new ArrayList<>(names);
        all.add(name);
        return all;
    }
}
