// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An open folder. Names are raw bytes and name an entry of this very folder: no slash, not empty, not {@code .} or
 * {@code ..}. No call follows a symbolic link, so nothing done through a {@code Dir} leaves the tree that it was opened
 * on, whatever stands in that tree and whoever changes it meanwhile. A {@code Dir} and those opened from it are for one
 * thread at a time; calls are short but do go to the disk, so run bulk work on {@link NativeThreads}.
 */
public interface Dir extends AutoCloseable {
    /** Opens a folder in this one; {@code ENOTDIR} or {@code ELOOP} when it is something else. */
    Dir open(byte[] name) throws KernelException;

    /**
     * Opens a folder below this one by a relative path of several names, refusing symbolic links and {@code ..}. The
     * empty path opens this folder again.
     */
    Dir openBeneath(byte[] path) throws KernelException;

    /** The entries, in the order of their bytes, {@code .} and {@code ..} left out. */
    List<DirEntry> entries() throws KernelException;

    /** A short path that leads here while this is open, for calls that have little room for one. */
    Path path();

    /** What this folder is. */
    FileStat stat() throws KernelException;

    /** What stands there; empty when nothing does. */
    Optional<FileStat> stat(byte[] name) throws KernelException;

    /** Makes a folder; false when something of that name exists. The mode is set exactly, whatever the umask. */
    boolean makeDir(byte[] name, int mode) throws KernelException;

    /** Makes a file that does not exist yet and opens it for writing. */
    OpenFile create(byte[] name, int mode) throws KernelException;

    /** Opens a regular file for reading; never blocks on a pipe or opens a device. */
    OpenFile openFile(byte[] name) throws KernelException;

    /** Opens a regular file that exists for writing, at its beginning; nothing of it is cut off. */
    OpenFile openToWrite(byte[] name) throws KernelException;

    void symlink(byte[] target, byte[] name) throws KernelException;

    byte[] readLink(byte[] name) throws KernelException;

    /** Makes {@code name} here another name of {@code fromName} in {@code from}; a symbolic link is linked itself. */
    void link(Dir from, byte[] fromName, byte[] name) throws KernelException;

    /** Makes a device, pipe or socket. {@code rdev} as in {@link FileStat#device}. */
    void makeNode(byte[] name, FileType type, int mode, long rdev) throws KernelException;

    /** Sets the owner. Clears set-user-ID bits, so call {@link #setMode} after. */
    void setOwner(byte[] name, int uid, int gid) throws KernelException;

    /** Sets the permission bits; for what is no symbolic link. */
    void setMode(byte[] name, int mode) throws KernelException;

    /** Sets the modification time in nanoseconds since 1970, and the access time to the same. */
    void setTime(byte[] name, long mtime) throws KernelException;

    /** Owner, mode and time of this folder itself. */
    void setOwnMeta(int uid, int gid, int mode, long mtime) throws KernelException;

    /** The names of the extended attributes, sorted; none where the file system has no such thing. */
    List<byte[]> xattrs(byte[] name) throws KernelException;

    /** The names of the extended attributes of this folder itself. */
    List<byte[]> xattrs() throws KernelException;

    /** An attribute's value; empty when there is none or the file system has no such thing. */
    Optional<byte[]> xattr(byte[] name, byte[] attribute) throws KernelException;

    /** An attribute of this folder itself. */
    Optional<byte[]> xattr(byte[] attribute) throws KernelException;

    void setXattr(byte[] name, byte[] attribute, byte[] value) throws KernelException;

    /** Sets an attribute of this folder itself. */
    void setXattr(byte[] attribute, byte[] value) throws KernelException;

    /** Removes a file or an empty folder; false when there was none. */
    boolean remove(byte[] name, boolean folder) throws KernelException;

    /**
     * Removes an entry with all that is below it, whatever the modes (as far as the kernel allows: root, or owner); false
     * when there was none. Goes to the end in spite of failures and throws the first.
     */
    boolean removeTree(byte[] name) throws KernelException;

    void rename(byte[] name, Dir to, byte[] toName) throws KernelException;

    /**
     * Copies a regular file: contents (shared with the source where the file system can), mode, owner, time; not its
     * attributes. The name must be free. Gives the source's state as it was when opened.
     */
    FileStat copyFile(Dir from, byte[] fromName, byte[] name, CopiedMeta meta) throws KernelException;

    @Override
    void close() throws KernelException;
}
