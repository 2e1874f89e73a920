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
    private static final byte[] YES = OpenFolders.YES;

    private final Kernel kernel;
    private final byte[] opaque;
    private final OpenFolders open;
    private final List<FolderMeta> folders = new ArrayList<>();
    private final byte[] copy = new byte[128 * 1024];
    private boolean whiteouts;
    private DeviceFiles devices = DeviceFiles.NONE;

    LayerWriter(Kernel kernel, Dir root) {
        this.kernel = kernel;
        this.opaque = kernel.opaqueAttribute().getBytes(StandardCharsets.US_ASCII);
        this.open = new OpenFolders(root, opaque);
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
        Dir parent = open.reach(path.parent());
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

    private void putFolder(Dir parent, byte[] name, EntryPath path, TarEntry entry)
            throws KernelException, EntryPath.Refused {
        open.makeFolder(parent, name);
        for (Map.Entry<ByteString, ByteString> xattr : entry.xattrs().entrySet()) {
            if (Attributes.belongInLayer(xattr.getKey().decoded())) {
                setXattr(() -> parent.setXattr(
                        name, xattr.getKey().toBytes(), xattr.getValue().toBytes()));
            }
        }
        folders.add(folderMeta(path, entry));
    }

    private static FolderMeta folderMeta(EntryPath path, TarEntry entry) throws EntryPath.Refused {
        return new FolderMeta(
                path, EntryMeta.uid(entry), EntryMeta.gid(entry), entry.mode() & 07777, EntryMeta.nanos(entry));
    }

    private void putFile(Dir parent, byte[] name, TarEntry entry, InputStream content)
            throws IOException, EntryPath.Refused {
        makeWay(parent, name);
        // a write takes these bits away from whoever is root in a user namespace only
        boolean special = (entry.mode() & 06000) != 0;
        boolean plain = EntryMeta.uid(entry) == 0 && EntryMeta.gid(entry) == 0 && !special;
        try (OpenFile file = parent.create(name, plain ? entry.mode() & 07777 : 0600)) {
            copyContent(content, file);
            if (!plain) {
                file.setOwner(EntryMeta.uid(entry), EntryMeta.gid(entry));
                file.setMode(entry.mode() & 07777);
            }
            for (Map.Entry<ByteString, ByteString> xattr : entry.xattrs().entrySet()) {
                if (Attributes.belongInLayer(xattr.getKey().decoded())) {
                    setXattr(() -> file.setXattr(
                            xattr.getKey().toBytes(), xattr.getValue().toBytes()));
                }
            }
            file.setTime(EntryMeta.nanos(entry));
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
        try (Dir folder = open.root().openBeneath(target.parent().bytes())) {
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
        parent.setOwner(name, EntryMeta.uid(entry), EntryMeta.gid(entry));
        if (entry.type() != TarEntry.Type.SYMLINK) {
            parent.setMode(name, entry.mode() & 07777);
        }
        parent.setTime(name, EntryMeta.nanos(entry));
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
        open.close();
        for (FolderMeta meta : folders.reversed()) {
            try (Dir folder = open.root().openBeneath(meta.path().bytes())) {
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

    /** Closes the folders, the root not. */
    @Override
    public void close() throws KernelException {
        open.close();
    }
}
