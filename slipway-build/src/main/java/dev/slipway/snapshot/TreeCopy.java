// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.sys.CopiedMeta;
import dev.slipway.sys.Dir;
import dev.slipway.sys.DirEntry;
import dev.slipway.sys.Errno;
import dev.slipway.sys.FileStat;
import dev.slipway.sys.KernelException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Copies a tree into an empty folder: owners, modes, times, attributes of users, links; blocks are shared with the source where the
 * file system can. Sockets and devices are left out. For one use by one thread.
 */
final class TreeCopy {
    // a descriptor each for source and target
    private static final int MOST_DEPTH = 200;

    /** Who owns all of a copy. */
    record Owner(int uid, int gid) {}

    private final Dir top;
    private final Optional<Owner> owner;
    private final Map<Inode, byte[]> linked = new HashMap<>();

    private record Inode(long dev, long ino) {}

    /** @param top the folder that is filled */
    TreeCopy(Dir top) {
        this(top, Optional.empty());
    }

    /** @param owner of all that is copied, in place of those that it has */
    TreeCopy(Dir top, Optional<Owner> owner) {
        this.top = top;
        this.owner = owner;
    }

    private int uid(FileStat stat) {
        return owner.map(Owner::uid).orElse(stat.uid());
    }

    private int gid(FileStat stat) {
        return owner.map(Owner::gid).orElse(stat.gid());
    }

    void from(Dir source) throws KernelException {
        folder(source, top, new byte[0], 0);
        FileStat stat = source.stat();
        top.setOwnMeta(uid(stat), gid(stat), stat.mode(), stat.mtime());
    }

    private void folder(Dir source, Dir target, byte[] path, int depth) throws KernelException {
        if (depth > MOST_DEPTH) {
            throw new KernelException("copy", Errno.ELOOP, "folders are nested more than " + MOST_DEPTH + " deep");
        }
        for (byte[] attribute : source.xattrs()) {
            Optional<byte[]> value = source.xattr(attribute);
            if (isPlain(attribute) && value.isPresent()) {
                target.setXattr(attribute, value.get());
            }
        }
        for (DirEntry entry : source.entries()) {
            entry(source, target, entry, joined(path, entry.name()), depth);
        }
    }

    private void entry(Dir source, Dir target, DirEntry entry, byte[] path, int depth) throws KernelException {
        FileStat stat = entry.stat();
        switch (stat.type()) {
            case DIRECTORY -> {
                target.makeDir(entry.name(), 0700);
                try (Dir from = source.open(entry.name());
                        Dir to = target.open(entry.name())) {
                    folder(from, to, path, depth + 1);
                    to.setOwnMeta(uid(stat), gid(stat), stat.mode(), stat.mtime());
                }
            }
            case FILE -> file(source, target, entry, path);
            case SYMLINK -> {
                target.symlink(source.readLink(entry.name()), entry.name());
                target.setOwner(entry.name(), uid(stat), gid(stat));
                target.setTime(entry.name(), stat.mtime());
            }
            case FIFO, SOCKET, CHARACTER_DEVICE, BLOCK_DEVICE -> {}
        }
    }

    private void file(Dir source, Dir target, DirEntry entry, byte[] path) throws KernelException {
        Inode inode = new Inode(entry.stat().dev(), entry.stat().ino());
        byte[] first = entry.stat().nlink() > 1 ? linked.putIfAbsent(inode, path) : null;
        if (first != null) {
            int slash = lastSlash(first);
            byte[] folder = Arrays.copyOf(first, Math.max(0, slash));
            try (Dir there = top.openBeneath(folder)) {
                target.link(there, Arrays.copyOfRange(first, slash + 1, first.length), entry.name());
            }
            return;
        }
        target.copyFile(source, entry.name(), entry.name(), meta());
        for (byte[] attribute : source.xattrs(entry.name())) {
            Optional<byte[]> value = source.xattr(entry.name(), attribute);
            if (isPlain(attribute) && value.isPresent()) {
                target.setXattr(entry.name(), attribute, value.get());
            }
        }
    }

    private CopiedMeta meta() {
        return owner.isEmpty()
                ? CopiedMeta.AS_SOURCE
                : new CopiedMeta(
                        OptionalInt.empty(),
                        OptionalInt.of(owner.get().uid()),
                        OptionalInt.of(owner.get().gid()),
                        OptionalLong.empty());
    }

    /** Whether anybody may set the attribute: others mean something to the kernel, here and now. */
    private static boolean isPlain(byte[] attribute) {
        return new String(attribute, StandardCharsets.UTF_8).startsWith("user.");
    }

    private static int lastSlash(byte[] path) {
        int at = path.length - 1;
        while (at >= 0 && path[at] != '/') {
            at--;
        }
        return at;
    }

    private static byte[] joined(byte[] folder, byte[] name) {
        if (folder.length == 0) {
            return name;
        }
        byte[] path = Arrays.copyOf(folder, folder.length + 1 + name.length);
        path[folder.length] = '/';
        System.arraycopy(name, 0, path, folder.length + 1, name.length);
        return path;
    }
}
