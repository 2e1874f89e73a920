// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

import dev.slipway.dockerfile.ignore.IgnorePatterns;
import dev.slipway.sys.Dir;
import dev.slipway.sys.DirEntry;
import dev.slipway.sys.Errno;
import dev.slipway.sys.FileStat;
import dev.slipway.sys.FileType;
import dev.slipway.sys.Kernel;
import dev.slipway.sys.KernelException;
import dev.slipway.sys.NativeThreads;
import dev.slipway.task.Processors;
import dev.slipway.task.Scope;
import dev.slipway.text.HostException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The files below a folder, read when they are asked for, each once. Links are followed as if the folder were the root of
 * everything, so no path leads out of it. Uses Java's own file access alone, since it stands on the path of a build in
 * which nothing changed, as long as the tree is small. Safe for several threads.
 */
public final class FileTree {
    private static final int MAX_LINKS = 255;
    private static final int MANY = 2000;

    private final Path folder;
    private final IgnorePatterns ignored;
    private final TreeNode root;
    private final AtomicInteger entriesRead = new AtomicInteger();

    private FileTree(Path folder, IgnorePatterns ignored) {
        this.folder = folder;
        this.ignored = ignored;
        this.root = new TreeNode(null, "", PathStat.of(folder));
    }

    /** The files below the folder but for those that the patterns leave out. */
    public static FileTree of(Path folder, IgnorePatterns ignored) {
        return new FileTree(folder, ignored);
    }

    public Path folder() {
        return folder;
    }

    public TreeNode root() {
        return root;
    }

    Path path(TreeNode node) {
        Path path = folder;
        Deque<String> names = new ArrayDeque<>();
        for (TreeNode at = node; at.parent().isPresent(); at = at.parent().get()) {
            names.addFirst(at.name());
        }
        for (String name : names) {
            path = RawName.in(path, name);
        }
        return path;
    }

    /** What is in the folder, by the order of names. */
    List<TreeNode> children(TreeNode node) {
        List<TreeNode> known = node.children;
        if (known != null) {
            return known;
        }
        synchronized (node) {
            known = node.children;
            if (known == null) {
                known = node.isFolder() ? read(node) : List.of();
                node.children = known;
            }
            return known;
        }
    }

    /** Reads all below the folder; once it is known to be much, several folders at a time. */
    void readAll(TreeNode folder) throws InterruptedException {
        List<TreeNode> level = List.of(folder);
        while (!level.isEmpty()) {
            readFolders(level);
            List<TreeNode> next = new ArrayList<>();
            for (TreeNode one : level) {
                for (TreeNode child : children(one)) {
                    if (child.isFolder()) {
                        next.add(child);
                    }
                }
            }
            level = next;
        }
    }

    private void readFolders(List<TreeNode> folders) throws InterruptedException {
        int width = Processors.count();
        int at = 0;
        while (at < folders.size() && (entriesRead.get() <= MANY || folders.size() < 8 * width)) {
            children(folders.get(at++));
        }
        List<Callable<Integer>> parts = new ArrayList<>();
        int size = (folders.size() - at + width - 1) / width;
        for (; at < folders.size(); at += size) {
            List<TreeNode> part = folders.subList(at, Math.min(folders.size(), at + size));
            parts.add(() -> NativeThreads.call(() -> {
                part.forEach(this::children);
                return part.size();
            }));
        }
        if (!parts.isEmpty()) {
            Scope.all(parts);
        }
    }

    private List<TreeNode> read(TreeNode node) {
        List<TreeNode> found = new ArrayList<>();
        String prefix = node.parent().isPresent() ? node.path() + "/" : "";
        if (entriesRead.get() > MANY) {
            readBySystem(node, prefix, found);
        } else {
            readByJava(node, prefix, found);
        }
        entriesRead.addAndGet(found.size());
        found.sort((a, b) -> a.name().compareTo(b.name()));
        return found;
    }

    private void readByJava(TreeNode node, String prefix, List<TreeNode> found) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path(node))) {
            for (Path entry : entries) {
                Optional<FileStat> stat = PathStat.ifThere(entry);
                if (stat.isPresent()) {
                    add(new TreeNode(node, RawName.of(entry), stat.get()), prefix, found);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw unreadable(node, e);
        } catch (IOException e) {
            throw unreadable(node, e);
        }
    }

    // the first system call of our own costs as much as Java takes for some thousand files, the next ones far less
    private void readBySystem(TreeNode node, String prefix, List<TreeNode> found) {
        try (Dir dir = Kernel.linux().open(path(node))) {
            for (DirEntry entry : dir.entries()) {
                add(new TreeNode(node, RawName.decode(entry.name()), entry.stat()), prefix, found);
            }
        } catch (KernelException e) {
            throw unreadable(node, e);
        }
    }

    // a socket cannot be copied: it is left out, where buildx makes an empty file of it
    private void add(TreeNode child, String prefix, List<TreeNode> found) {
        if (child.stat().type() == FileType.SOCKET) {
            return;
        }
        boolean excluded = !ignored.isEmpty() && ignored.excludes(prefix + child.name());
        if (!excluded) {
            found.add(child);
        } else if (child.isFolder()
                && ignored.mayKeepBelow(prefix + child.name())
                && !children(child).isEmpty()) {
            found.add(child);
        }
    }

    static HostException unreadable(TreeNode node, Exception cause) {
        String reason = cause.getClass().getSimpleName();
        if (cause instanceof KernelException failed) {
            reason = failed.errno().text();
        } else if (cause instanceof FileSystemException fault && fault.getReason() != null) {
            reason = fault.getReason();
        }
        boolean wentAway = cause instanceof NoSuchFileException
                || (cause instanceof KernelException failed && failed.is(Errno.ENOENT));
        String remedy = wentAway
                ? "; it went away during the build: build again when nothing else works in the context"
                : "; make it readable or leave it out with a .dockerignore";
        return new HostException("cannot read " + node + ": " + reason + remedy, cause);
    }

    /** The target of a symbolic link, as it stands. */
    synchronized String link(TreeNode node) {
        String known = node.link;
        if (known == null) {
            try {
                Path target = Files.readSymbolicLink(path(node));
                String text = target.toString();
                known = text.indexOf(0xfffd) < 0 ? text : rawLink(target);
            } catch (IOException e) {
                throw unreadable(node, e);
            }
            node.link = known;
        }
        return known;
    }

    // names of a relative path have no URI of their own
    private static String rawLink(Path target) {
        List<String> names = new ArrayList<>();
        target.forEach(name -> names.add(RawName.of(Path.of("/").resolve(name))));
        return (target.isAbsolute() ? "/" : "") + String.join("/", names);
    }

    /** What stands at the path, all links followed. */
    public Optional<TreeNode> resolve(String path) {
        Deque<String> rest = new ArrayDeque<>();
        push(rest, path);
        TreeNode at = root;
        int links = 0;
        while (!rest.isEmpty()) {
            String name = rest.pop();
            if (name.equals("..")) {
                at = at.parent().orElse(root);
                continue;
            }
            TreeNode next = child(at, name);
            if (next == null) {
                return Optional.empty();
            }
            if (!next.isLink()) {
                at = next;
                continue;
            }
            if (++links > MAX_LINKS) {
                return Optional.empty();
            }
            String target = link(next);
            if (target.startsWith("/")) {
                at = root;
            }
            push(rest, target);
        }
        return Optional.of(at);
    }

    private static void push(Deque<String> rest, String path) {
        int end = path.length();
        for (int i = path.length() - 1; i >= -1; i--) {
            if (i < 0 || path.charAt(i) == '/') {
                String part = path.substring(i + 1, end);
                if (!part.isEmpty() && !part.equals(".")) {
                    rest.push(part);
                }
                end = i;
            }
        }
    }

    private @Nullable TreeNode child(TreeNode folder, String name) {
        for (TreeNode child : children(folder)) {
            if (child.name().equals(name)) {
                return child;
            }
        }
        return null;
    }
}
