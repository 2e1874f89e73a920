// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.oci.tar.ByteString;
import dev.slipway.oci.tar.TarEntry;
import dev.slipway.sys.Dir;
import dev.slipway.sys.Errno;
import dev.slipway.sys.FileStat;
import dev.slipway.sys.FileType;
import dev.slipway.sys.Kernel;
import dev.slipway.sys.KernelException;
import dev.slipway.sys.OpenFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the entries of a layer tar into a folder, in the marks of an overlay. Each is placed through open folders that
 * were reached without following a link, so nothing is written elsewhere whatever the tar says; what is not sound is
 * refused. For one thread.
 */
final class LayerWriter implements AutoCloseable {
    private static final byte[] YES = {'y'};
    private static final long MAX_ID = 0xffff_fffeL;
    private static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000_000L - 1;

    private final Kernel kernel;
    private final byte[] opaque;
    /** The root and the folders open below it, on the way to the last entry. */
    private final List<Dir> open = new ArrayList<>();

    private final List<ByteString> names = new ArrayList<>();
    private final List<FolderMeta> folders = new ArrayList<>();
    private final byte[] copy = new byte[128 * 1024];
    private boolean whiteouts;
    private DeviceFiles devices = DeviceFiles.NONE;

    LayerWriter(Kernel kernel, Dir root) {
        this.kernel = kernel;
        this.opaque = kernel.opaqueAttribute().getBytes(StandardCharsets.US_ASCII);
        open.add(root);
    }

    /** What a folder gets in the end, when nothing is put in it any more. */
    private record FolderMeta(EntryPath path, int uid, int gid, int mode, long mtime) {}

    /** Whether a whiteout was made. */
    boolean hasWhiteouts() {
        return whiteouts;
    }

    DeviceFiles devices() {
        return devices;
    }

    void put(TarEntry entry, InputStream content) throws IOException, EntryPath.Refused {
        EntryPath path = EntryPath.of(entry.name());
        if (path.isRoot()) {
            if (entry.type() != TarEntry.Type.DIRECTORY) {
                throw new EntryPath.Refused("it would replace the root");
            }
            folders.add(folderMeta(path, entry));
            return;
        }
        Dir parent = parent(path.parent());
        Optional<ByteString> deleted = path.whitedOut();
        if (deleted.isPresent()) {
            putMark(parent, deleted.get());
            return;
        }
        byte[] name = path.last().toBytes();
        switch (entry.type()) {
            case DIRECTORY -> putFolder(parent, name, path, entry);
            case FILE -> putFile(parent, name, entry, content);
            case SYMLINK -> putSymlink(parent, name, entry);
            case HARD_LINK -> putLink(parent, name, entry);
            case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO -> putNode(parent, name, entry);
        }
    }

    /** Opens the folder, making what is missing on the way; consecutive entries mostly share it. */
    private Dir parent(EntryPath path) throws KernelException, EntryPath.Refused {
        int shared = 0;
        while (shared < names.size()
                && shared < path.names().size()
                && names.get(shared).equals(path.names().get(shared))) {
            shared++;
        }
        closeBelow(shared);
        for (ByteString name : path.names().subList(shared, path.names().size())) {
            open.add(openOrMake(open.getLast(), name));
            names.add(name);
        }
        return open.getLast();
    }

    private void closeBelow(int depth) throws KernelException {
        while (names.size() > depth) {
            names.removeLast();
            open.removeLast().close();
        }
    }

    private Dir openOrMake(Dir parent, ByteString name) throws KernelException, EntryPath.Refused {
        byte[] bytes = name.toBytes();
        try {
            return parent.open(bytes);
        } catch (KernelException e) {
            if (e.is(Errno.ENOTDIR) || e.is(Errno.ELOOP)) {
                if (!isWhiteout(parent, bytes)) {
                    throw new EntryPath.Refused("'" + name + "' on its way is no folder");
                }
                makeFolder(parent, bytes, 0755);
            } else if (e.is(Errno.ENOENT)) {
                makeFolder(parent, bytes, 0755);
            } else {
                throw e;
            }
        }
        return parent.open(bytes);
    }

    private static boolean isWhiteout(Dir parent, byte[] name) throws KernelException {
        return parent.stat(name).filter(FileStat::isWhiteout).isPresent();
    }

    /** False when there is one already. In place of a whiteout, the new folder hides what was deleted. */
    private boolean makeFolder(Dir parent, byte[] name, int mode) throws KernelException, EntryPath.Refused {
        if (parent.makeDir(name, mode)) {
            return true;
        }
        FileStat stat = parent.stat(name).orElseThrow();
        if (stat.isDirectory()) {
            return false;
        }
        if (!stat.isWhiteout()) {
            throw new EntryPath.Refused("another entry of this name is no folder");
        }
        parent.remove(name, false);
        parent.makeDir(name, mode);
        parent.setXattr(name, opaque, YES);
        return true;
    }

    private void putFolder(Dir parent, byte[] name, EntryPath path, TarEntry entry)
            throws KernelException, EntryPath.Refused {
        makeFolder(parent, name, 0755);
        for (Map.Entry<ByteString, ByteString> xattr : entry.xattrs().entrySet()) {
            if (Attributes.belongInLayer(xattr.getKey().decoded())) {
                setXattr(() -> parent.setXattr(
                        name, xattr.getKey().toBytes(), xattr.getValue().toBytes()));
            }
        }
        folders.add(folderMeta(path, entry));
    }

    private static FolderMeta folderMeta(EntryPath path, TarEntry entry) throws EntryPath.Refused {
        return new FolderMeta(path, uid(entry), gid(entry), entry.mode() & 07777, nanos(entry.modified()));
    }

    private void putFile(Dir parent, byte[] name, TarEntry entry, InputStream content)
            throws IOException, EntryPath.Refused {
        makeWay(parent, name);
        // a write takes these bits away from whoever is root in a user namespace only
        boolean special = (entry.mode() & 06000) != 0;
        boolean plain = uid(entry) == 0 && gid(entry) == 0 && !special;
        try (OpenFile file = parent.create(name, plain ? entry.mode() & 07777 : 0600)) {
            copyContent(content, file);
            if (!plain) {
                file.setOwner(uid(entry), gid(entry));
                file.setMode(entry.mode() & 07777);
            }
            for (Map.Entry<ByteString, ByteString> xattr : entry.xattrs().entrySet()) {
                if (Attributes.belongInLayer(xattr.getKey().decoded())) {
                    setXattr(() -> file.setXattr(
                            xattr.getKey().toBytes(), xattr.getValue().toBytes()));
                }
            }
            file.setTime(nanos(entry.modified()));
        }
    }

    private void copyContent(InputStream content, OpenFile file) throws IOException {
        for (int count = content.read(copy); count >= 0; count = content.read(copy)) {
            file.write(ByteBuffer.wrap(copy, 0, count));
        }
    }

    private static void putSymlink(Dir parent, byte[] name, TarEntry entry) throws KernelException, EntryPath.Refused {
        byte[] target = entry.linkName().toBytes();
        if (target.length == 0) {
            throw new EntryPath.Refused("it is a symbolic link to nothing");
        }
        makeWay(parent, name);
        parent.symlink(target, name);
        setMeta(parent, name, entry);
    }

    private void putLink(Dir parent, byte[] name, TarEntry entry) throws KernelException, EntryPath.Refused {
        EntryPath target = EntryPath.of(entry.linkName());
        if (target.isRoot()) {
            throw new EntryPath.Refused("it is a hard link to a folder");
        }
        byte[] targetName = target.last().toBytes();
        try (Dir folder = open.getFirst().openBeneath(target.parent().bytes())) {
            FileStat stat = folder.stat(targetName).orElseThrow(() -> missingTarget(entry));
            if (stat.isDirectory() || stat.isWhiteout()) {
                throw new EntryPath.Refused("it is a hard link to '" + entry.linkName() + "', which is no file");
            }
            makeWay(parent, name);
            parent.link(folder, targetName, name);
        } catch (KernelException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR) || e.is(Errno.ELOOP)) {
                throw missingTarget(entry);
            }
            throw e;
        }
    }

    private static EntryPath.Refused missingTarget(TarEntry entry) {
        return new EntryPath.Refused(
                "it is a hard link to '" + entry.linkName() + "', which no entry before it in this layer has made");
    }

    private void putNode(Dir parent, byte[] name, TarEntry entry) throws KernelException, EntryPath.Refused {
        if (entry.type() == TarEntry.Type.FIFO) {
            makeWay(parent, name);
            parent.makeNode(name, FileType.FIFO, entry.mode() & 07777, 0);
            setMeta(parent, name, entry);
            return;
        }
        TarEntry.Device device = entry.device();
        if (device.major() == 0 && device.minor() == 0) {
            throw new EntryPath.Refused("it is a device 0:0, which would delete a file of a lower layer");
        }
        if (device.major() < 0 || device.major() > 0xfff || device.minor() < 0 || device.minor() > 0xfffff) {
            throw new EntryPath.Refused("there is no device " + device.major() + ":" + device.minor());
        }
        if (kernel.inUserNamespace()) {
            return; // nobody can make devices there; the runtime gives a container those that it may use
        }
        makeWay(parent, name);
        devices = DeviceFiles.MAYBE;
        FileType type =
                entry.type() == TarEntry.Type.CHARACTER_DEVICE ? FileType.CHARACTER_DEVICE : FileType.BLOCK_DEVICE;
        parent.makeNode(name, type, entry.mode() & 07777, FileStat.device((int) device.major(), (int) device.minor()));
        setMeta(parent, name, entry);
    }

    /** The name must be free; a whiteout of it gives way, since the new file hides the old one by itself. */
    private static void makeWay(Dir parent, byte[] name) throws KernelException, EntryPath.Refused {
        Optional<FileStat> stat = parent.stat(name);
        if (stat.isEmpty()) {
            return;
        }
        if (!stat.get().isWhiteout()) {
            throw new EntryPath.Refused("it stands in the layer twice");
        }
        parent.remove(name, false);
    }

    private static void setMeta(Dir parent, byte[] name, TarEntry entry) throws KernelException, EntryPath.Refused {
        parent.setOwner(name, uid(entry), gid(entry));
        if (entry.type() != TarEntry.Type.SYMLINK) {
            parent.setMode(name, entry.mode() & 07777);
        }
        parent.setTime(name, nanos(entry.modified()));
    }

    /** A whiteout, or the mark of a folder that hides all below it. */
    private void putMark(Dir parent, ByteString deleted) throws KernelException, EntryPath.Refused {
        if (deleted.equals(EntryPath.Marks.OPAQUE)) {
            parent.setXattr(opaque, YES);
            return;
        }
        if (deleted.startsWith(EntryPath.Marks.WHITEOUT)) {
            return; // of the file system that the marks were invented for; it means nothing elsewhere
        }
        if (EntryPath.of(deleted).names().size() != 1) {
            throw new EntryPath.Refused("it is a whiteout of '" + deleted + "', which is no name");
        }
        byte[] name = deleted.toBytes();
        Optional<FileStat> stat = parent.stat(name);
        if (stat.isEmpty()) {
            parent.makeNode(name, FileType.CHARACTER_DEVICE, 0, 0);
            whiteouts = true;
        } else if (stat.get().isDirectory()) {
            parent.setXattr(name, opaque, YES);
        }
    }

    /** Gives the folders their owners, modes and times. To be called once, at the end. */
    void finish() throws KernelException {
        closeBelow(0);
        for (FolderMeta meta : folders.reversed()) {
            try (Dir folder = open.getFirst().openBeneath(meta.path().bytes())) {
                folder.setOwnMeta(meta.uid(), meta.gid(), meta.mode(), meta.mtime());
            }
        }
    }

    /** Something that sets an attribute. */
    private interface Setting {
        void set() throws KernelException;
    }

    /** An attribute that this file system or namespace does not know is left out, as other programs do. */
    private void setXattr(Setting setting) throws KernelException {
        try {
            setting.set();
        } catch (KernelException e) {
            if (!e.is(Errno.EOPNOTSUPP) && !(e.is(Errno.EPERM) && kernel.inUserNamespace())) {
                throw e;
            }
        }
    }

    private static int uid(TarEntry entry) throws EntryPath.Refused {
        return id(entry.owner().uid());
    }

    private static int gid(TarEntry entry) throws EntryPath.Refused {
        return id(entry.owner().gid());
    }

    private static int id(long id) throws EntryPath.Refused {
        if (id < 0 || id > MAX_ID) {
            throw new EntryPath.Refused("there is no owner " + id);
        }
        return (int) id;
    }

    private static long nanos(Instant time) {
        long seconds = Math.clamp(time.getEpochSecond(), -MAX_SECONDS, MAX_SECONDS);
        return seconds * 1_000_000_000L + time.getNano();
    }

    /** Closes the folders, the root not. */
    @Override
    public void close() throws KernelException {
        closeBelow(0);
    }
}
