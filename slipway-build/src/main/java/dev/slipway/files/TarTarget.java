// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

import dev.slipway.oci.tar.ByteString;
import dev.slipway.oci.tar.TarEntry;
import dev.slipway.sys.Dir;
import dev.slipway.sys.FileStat;
import dev.slipway.sys.FileType;
import dev.slipway.sys.KernelException;
import dev.slipway.sys.OpenFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes the entries of an archive below a folder. Entries that lead out of it are refused; links to folders are followed
 * as if the folder were the root of everything.
 */
final class TarTarget implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 17;
    static final int FOLDER_MODE = 0755;

    private record Folder(List<String> names, TarEntry entry) {}

    private final Dir root;
    private final Target target;
    private final CopySettings settings;
    private final AtomicBoolean devices;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final List<Folder> folders = new ArrayList<>();

    /**
     * @param root the folder; closed with this
     * @param devices becomes true when a device file is written
     */
    TarTarget(Dir root, CopySettings settings, AtomicBoolean devices) {
        this.devices = devices;
        this.root = root;
        this.target = new Target(root);
        this.settings = settings;
    }

    void put(TarEntry entry, InputStream content) throws IOException, CopyException {
        List<String> asked = names(entry.name());
        if (asked.isEmpty()) {
            return;
        }
        List<String> names = resolved(asked, entry);
        String last = names.getLast();
        byte[] name = RawName.encode(last);
        try (Dir dir = folder(names.subList(0, names.size() - 1), entry)) {
            if (entry.type() == TarEntry.Type.DIRECTORY) {
                makeFolder(dir, name, names, entry);
                return;
            }
            Target.clear(dir, name, last);
            switch (entry.type()) {
                case FILE -> file(dir, name, content);
                case HARD_LINK -> link(dir, name, entry);
                case SYMLINK -> dir.symlink(entry.linkName().toBytes(), name);
                case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO -> {
                    devices.set(true);
                    dir.makeNode(
                            name,
                            type(entry.type()),
                            entry.mode(),
                            FileStat.device((int) entry.device().major(), (int)
                                    entry.device().minor()));
                }
                case DIRECTORY -> throw new IllegalStateException("a folder is no file");
            }
            if (entry.type() != TarEntry.Type.HARD_LINK) {
                own(dir, name, entry);
            }
        }
    }

    private static FileType type(TarEntry.Type type) {
        return switch (type) {
            case CHARACTER_DEVICE -> FileType.CHARACTER_DEVICE;
            case BLOCK_DEVICE -> FileType.BLOCK_DEVICE;
            default -> FileType.FIFO;
        };
    }

    private List<String> names(ByteString path) throws CopyException {
        List<String> names = new ArrayList<>();
        for (String part : RawName.decode(path.toBytes()).split("/")) {
            if (part.equals("..")) {
                throw new CopyException("the entry \"" + path + "\" leads out of the archive");
            }
            if (!part.isEmpty() && !part.equals(".")) {
                names.add(part);
            }
        }
        return names;
    }

    private List<String> resolved(List<String> asked, TarEntry entry) throws KernelException, CopyException {
        try {
            List<String> names = new ArrayList<>(target.resolve(String.join("/", asked.subList(0, asked.size() - 1))));
            names.add(asked.getLast());
            return names;
        } catch (CopyException e) {
            throw below(entry, e);
        }
    }

    private static CopyException below(TarEntry entry, CopyException cause) {
        return new CopyException(
                "the entry \"" + entry.name() + "\" stands below what is no folder: " + cause.getMessage());
    }

    private Dir folder(List<String> names, TarEntry entry) throws KernelException, CopyException {
        try {
            return target.makeFolders(names, settings.owner(), settings.timeNanos(), FOLDER_MODE);
        } catch (CopyException e) {
            throw below(entry, e);
        }
    }

    private void makeFolder(Dir dir, byte[] name, List<String> names, TarEntry entry)
            throws KernelException, CopyException {
        if (!dir.makeDir(name, FOLDER_MODE)) {
            Optional<FileStat> there = dir.stat(name);
            if (there.filter(FileStat::isDirectory).isEmpty()) {
                dir.remove(name, false);
                dir.makeDir(name, FOLDER_MODE);
            }
        }
        // its time would change with each file that is put in
        folders.add(new Folder(names, entry));
    }

    private void file(Dir dir, byte[] name, InputStream content) throws IOException {
        byte[] chunk = new byte[BUFFER_BYTES];
        try (OpenFile file = dir.create(name, 0600)) {
            for (int n = content.read(chunk); n >= 0; n = content.read(chunk)) {
                file.write(buffer.clear().put(chunk, 0, n).flip());
            }
        }
    }

    private void link(Dir dir, byte[] name, TarEntry entry) throws KernelException, CopyException {
        List<String> asked = names(entry.linkName());
        if (asked.isEmpty()) {
            throw new CopyException("the entry \"" + entry.name() + "\" is a link to nothing");
        }
        List<String> to = resolved(asked, entry);
        try (Dir from = target.open(to.subList(0, to.size() - 1))) {
            dir.link(from, RawName.encode(to.getLast()), name);
        }
    }

    private Owner owner(TarEntry entry) {
        return settings.owner()
                .orElseGet(() ->
                        new Owner((int) entry.owner().uid(), (int) entry.owner().gid()));
    }

    private long time(TarEntry entry) {
        long own = TimeUnit.SECONDS.toNanos(entry.modified().getEpochSecond())
                + entry.modified().get(ChronoField.NANO_OF_SECOND);
        return settings.timeNanos().orElse(own);
    }

    private void own(Dir dir, byte[] name, TarEntry entry) throws KernelException {
        Owner owner = owner(entry);
        dir.setOwner(name, owner.uid(), owner.gid());
        if (entry.type() != TarEntry.Type.SYMLINK) {
            dir.setMode(name, entry.mode());
            for (var attribute : entry.xattrs().entrySet()) {
                dir.setXattr(
                        name, attribute.getKey().toBytes(), attribute.getValue().toBytes());
            }
        }
        dir.setTime(name, time(entry));
    }

    /** Gives the folders their owners, modes and times: the deepest first. */
    void finish() throws KernelException {
        for (Folder folder : folders.reversed()) {
            try (Dir dir = target.open(folder.names())) {
                Owner owner = owner(folder.entry());
                dir.setOwnMeta(owner.uid(), owner.gid(), folder.entry().mode(), time(folder.entry()));
            }
        }
    }

    @Override
    public void close() throws KernelException {
        root.close();
    }
}
