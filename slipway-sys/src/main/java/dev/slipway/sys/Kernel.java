// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import java.nio.file.Path;

/**
 * What Slipway asks of the kernel and Java does not offer. Mounting and syncing block, so they run on
 * {@link NativeThreads} by themselves when a virtual thread asks; the rest is short. Paths given as {@link Path} are our
 * own; trees of strangers are walked through {@link Dir}.
 */
public interface Kernel {
    /** The kernel of this machine. Costs nothing until a call is made. */
    static Kernel linux() {
        return LinuxKernel.INSTANCE;
    }

    /**
     * Mounts an overlay at an existing folder: no index, no redirected folders, no copies of metadata alone, so that the
     * upper folder holds nothing but plain files, whiteouts and opaque marks; without syncing where the kernel can
     * ({@code volatile}); with {@code user.} attributes in a user namespace.
     */
    void mountOverlay(Overlay overlay, Path target) throws KernelException;

    /** Binds a folder or file to an existing one of the same kind, with the mounts below it. */
    void bind(Path source, Path target, boolean readOnly) throws KernelException;

    /** What is mounted there can't be written to by that way any more. */
    void makeReadOnly(Path target) throws KernelException;

    /** Mounts an empty tmpfs, without device files and set-uid programs; options as in tmpfs(5), such as {@code mode=0700,size=64k}. */
    void mountTmpfs(Path target, String options) throws KernelException;

    void setPropagation(Path target, Propagation propagation) throws KernelException;

    /** Detaches what is mounted there, at once, even in use; false when nothing was. */
    boolean unmount(Path target) throws KernelException;

    /** Writes to the disk what the file system of this path holds in memory. */
    void syncFileSystem(Path path) throws KernelException;

    /** Whether this process is in a user namespace of its own, where overlays use {@code user.} attributes. */
    boolean inUserNamespace();

    /** The attribute that marks a folder of an overlay's upper as hiding what is below: {@code trusted.overlay.opaque}. */
    default String opaqueAttribute() {
        return inUserNamespace() ? "user.overlay.opaque" : "trusted.overlay.opaque";
    }

    /** Opens a folder of our own; symbolic links on the way are followed. */
    Dir open(Path folder) throws KernelException;
}
