// SPDX-License-Identifier: Apache-2.0
package dev.slipway.mounts;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.sys.Dir;
import dev.slipway.sys.DirEntry;
import dev.slipway.sys.FileStat;
import dev.slipway.sys.KernelException;
import dev.slipway.sys.OpenFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Finds out what is in a mount that nobody writes to; reads those files only that are not as they were last seen. */
public final class MountScan {
    private static final int BUFFER = 256 << 10;

    private final SeenFiles before;
    private final SeenFiles seen = new SeenFiles();
    private final NavigableMap<TreePath, MountEntry> entries = new TreeMap<>();
    private final byte[] buffer = new byte[BUFFER];

    private MountScan(SeenFiles before) {
        this.before = before;
    }

    /** What was found, and what to remember for the next time. */
    public record Found(MountList list, SeenFiles seen) {}

    /** @throws MalformedListException if there is more than can be carried */
    public static Found of(Dir mount, SeenFiles before) throws KernelException, MalformedListException {
        MountScan scan = new MountScan(before);
        scan.folder(mount, TreePath.ROOT);
        return new Found(new MountList(scan.entries, List.of()), scan.seen);
    }

    private void folder(Dir folder, TreePath path) throws KernelException, MalformedListException {
        NavigableMap<String, String> attributes = new TreeMap<>();
        for (byte[] name : folder.xattrs()) {
            keep(name, folder.xattr(name), attributes);
        }
        FileStat own = folder.stat();
        entries.put(path, new MountEntry.Folder(path, meta(own, attributes)));
        for (DirEntry entry : folder.entries()) {
            if (entries.size() >= MountList.MOST_ENTRIES) {
                throw new MalformedListException("it has more than " + MountList.MOST_ENTRIES + " entries");
            }
            TreePath at = path.plus(entry.name());
            switch (entry.stat().type()) {
                case DIRECTORY -> {
                    try (Dir below = folder.open(entry.name())) {
                        folder(below, at);
                    }
                }
                case FILE -> entries.put(at, file(folder, entry, at));
                case SYMLINK ->
                    entries.put(
                            at,
                            new MountEntry.Link(
                                    at, meta(entry.stat(), new TreeMap<>()), text(folder.readLink(entry.name()))));
                case FIFO, SOCKET, CHARACTER_DEVICE, BLOCK_DEVICE -> {}
            }
        }
    }

    private MountEntry file(Dir folder, DirEntry entry, TreePath path) throws KernelException {
        MountEntry.Meta meta = meta(entry.stat(), attributes(folder, entry.name()));
        Optional<MountEntry.Regular> known = before.find(path, entry.stat());
        MountEntry.Regular file;
        if (known.isPresent() && known.get().meta().equals(meta)) {
            file = known.get();
        } else if (known.isPresent()) {
            file = new MountEntry.Regular(
                    path, meta, known.get().sizeBytes(), known.get().chunks());
        } else {
            file = digested(folder, entry.name(), path, meta);
        }
        seen.put(file, entry.stat());
        return file;
    }

    private MountEntry.Regular digested(Dir folder, byte[] name, TreePath path, MountEntry.Meta meta)
            throws KernelException {
        List<Digest> chunks = new ArrayList<>();
        long size = 0;
        try (OpenFile file = folder.openFile(name)) {
            Hasher hasher = new Hasher();
            int room = MountEntry.CHUNK_BYTES;
            int count = file.read(buffer, 0, Math.min(room, BUFFER));
            while (count > 0) {
                hasher.update(buffer, 0, count);
                size += count;
                room -= count;
                if (room == 0) {
                    chunks.add(hasher.digest());
                    hasher = new Hasher();
                    room = MountEntry.CHUNK_BYTES;
                }
                count = file.read(buffer, 0, Math.min(room, BUFFER));
            }
            if (room < MountEntry.CHUNK_BYTES) {
                chunks.add(hasher.digest());
            }
        }
        return new MountEntry.Regular(path, meta, size, chunks);
    }

    private static NavigableMap<String, String> attributes(Dir folder, byte[] name) throws KernelException {
        NavigableMap<String, String> attributes = new TreeMap<>();
        for (byte[] attribute : folder.xattrs(name)) {
            keep(attribute, folder.xattr(name, attribute), attributes);
        }
        return attributes;
    }

    private static void keep(byte[] name, Optional<byte[]> value, NavigableMap<String, String> attributes) {
        if (EntryReader.isUsers(text(name)) && value.isPresent()) {
            attributes.put(text(name), text(value.get()));
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static MountEntry.Meta meta(FileStat stat, NavigableMap<String, String> attributes) {
        MountEntry.Meta all = new MountEntry.Meta(stat.mode(), stat.uid(), stat.gid(), stat.mtime(), attributes);
        if (ListBudget.allows(all)) {
            return all;
        }
        // no reader takes more: the last ones stay behind
        attributes.pollLastEntry();
        return meta(stat, attributes);
    }
}
