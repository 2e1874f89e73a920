// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

import dev.slipway.sys.Dir;
import dev.slipway.sys.Errno;
import dev.slipway.sys.FileStat;
import dev.slipway.sys.FileType;
import dev.slipway.sys.KernelException;
import dev.slipway.sys.OpenFile;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The root filesystem that files are put into. Links in it are followed as if it were the root of everything; nothing is
 * ever written outside of it.
 */
final class Target {
    private static final int MAX_LINKS = 255;

    private final Dir root;

    Target(Dir root) {
        this.root = root;
    }

    /**
     * The path with all links resolved, as names from the root. What does not exist yet is taken as it stands.
     *
     * @throws CopyException if a file stands where a folder is needed
     */
    List<String> resolve(String path) throws KernelException, CopyException {
        Deque<String> rest = new ArrayDeque<>();
        push(rest, path);
        List<String> at = new ArrayList<>();
        int links = 0;
        while (!rest.isEmpty()) {
            String name = rest.pop();
            if (name.equals("..")) {
                if (!at.isEmpty()) {
                    at.removeLast();
                }
                continue;
            }
            Optional<FileStat> stat = stat(at, name);
            if (stat.isEmpty() || stat.get().type() != FileType.SYMLINK) {
                if (stat.isPresent() && !stat.get().isDirectory() && !rest.isEmpty()) {
                    throw new CopyException(
                            (at.isEmpty() ? "" : "/" + shown(at)) + "/" + RawName.shown(name) + " is not a directory");
                }
                at.add(name);
                continue;
            }
            if (++links > MAX_LINKS) {
                throw new CopyException("too many levels of symbolic links in " + path);
            }
            String link;
            try (Dir dir = open(at)) {
                link = RawName.decode(dir.readLink(RawName.encode(name)));
            }
            if (link.startsWith("/")) {
                at.clear();
            }
            push(rest, link);
        }
        return at;
    }

    private static String shown(List<String> names) {
        return RawName.shown(String.join("/", names));
    }

    private static void push(Deque<String> rest, String path) {
        String[] parts = path.split("/");
        for (int i = parts.length - 1; i >= 0; i--) {
            if (!parts[i].isEmpty() && !parts[i].equals(".")) {
                rest.push(parts[i]);
            }
        }
    }

    /** What stands there; empty when nothing does, or when a folder above is missing. */
    Optional<FileStat> stat(List<String> names) throws KernelException {
        if (names.isEmpty()) {
            return Optional.of(root.stat());
        }
        return stat(names.subList(0, names.size() - 1), names.getLast());
    }

    private Optional<FileStat> stat(List<String> folder, String name) throws KernelException {
        try (Dir dir = open(folder)) {
            return dir.stat(RawName.encode(name));
        } catch (KernelException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    Dir open(List<String> names) throws KernelException {
        return root.openBeneath(RawName.encode(String.join("/", names)));
    }

    /** Makes the folder and those above it that are missing, and opens it. Links have been resolved. */
    Dir makeFolders(List<String> names, Optional<Owner> owner, OptionalLong timeNanos, int mode)
            throws KernelException, CopyException {
        Dir at = root.openBeneath(new byte[0]);
        for (int i = 0; i < names.size(); i++) {
            byte[] name = RawName.encode(names.get(i));
            Dir next;
            try (Dir parent = at) {
                boolean made = parent.makeDir(name, mode);
                Optional<FileStat> stat = parent.stat(name);
                if (stat.filter(FileStat::isDirectory).isEmpty()) {
                    throw new CopyException("/" + shown(names.subList(0, i + 1)) + " is not a directory");
                }
                next = parent.open(name);
                if (made) {
                    Owner who = owner.orElse(Owner.ROOT);
                    long time = timeNanos.orElse(stat.get().mtime());
                    next.setOwnMeta(who.uid(), who.gid(), mode, time);
                }
            }
            at = next;
        }
        return at;
    }

    Dir makeFolders(List<String> names, CopySettings settings) throws KernelException, CopyException {
        return makeFolders(names, settings.owner(), settings.timeNanos(), settings.folderMode());
    }

    /** Writes a file, in place of what stands there. */
    void write(List<String> names, byte[] content, int mode, CopySettings settings)
            throws KernelException, CopyException {
        byte[] name = RawName.encode(names.getLast());
        List<String> folder = names.subList(0, names.size() - 1);
        Owner owner = settings.owner().orElse(Owner.ROOT);
        try (Dir dir = makeFolders(folder, settings)) {
            clear(dir, name, names.getLast());
            try (OpenFile file = dir.create(name, mode)) {
                file.write(ByteBuffer.wrap(content));
                file.setOwner(owner.uid(), owner.gid());
                file.setMode(mode);
                if (settings.timeNanos().isPresent()) {
                    file.setTime(settings.timeNanos().getAsLong());
                }
            }
        }
    }

    /** Removes what stands in the way of a file. */
    static void clear(Dir dir, byte[] name, String shown) throws KernelException, CopyException {
        Optional<FileStat> there = dir.stat(name);
        if (there.isPresent()) {
            if (there.get().isDirectory()) {
                throw new CopyException("cannot replace to directory " + RawName.shown(shown) + " with file");
            }
            dir.remove(name, false);
        }
    }
}
