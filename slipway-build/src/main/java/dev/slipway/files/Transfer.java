// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

import dev.slipway.sys.CopiedMeta;
import dev.slipway.sys.Dir;
import dev.slipway.sys.Errno;
import dev.slipway.sys.FileStat;
import dev.slipway.sys.KernelException;
import dev.slipway.sys.NativeThreads;
import dev.slipway.task.Processors;
import dev.slipway.task.Scope;
import dev.slipway.task.TaskException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

/** The copying of one source: what is selected of it, with all that is below. Blocks; for one thread. */
final class Transfer {
    private final Copier copier;
    private final Target target;
    private final Content source;
    private final CopySettings settings;
    /** The folder that is written to, as names from the root. */
    private final List<String> at = new ArrayList<>();
    /** Where files with several names were written to. */
    private final Map<Inode, Made> made = new HashMap<>();

    private record Inode(long device, long number) {}

    private record Made(List<String> folder, String name) {}

    Transfer(Copier copier, Content source, CopySettings settings) {
        this.copier = copier;
        this.target = copier.target();
        this.source = source;
        this.settings = settings;
    }

    private void begin(List<String> folder) {
        at.clear();
        at.addAll(folder);
    }

    private Dir openSource(TreeNode folder) throws KernelException {
        return copier.kernel().open(source.tree().path(folder));
    }

    /** Copies what is in the folder into that of the given names, which is made if need be. */
    void folder(TreeNode node, List<String> names) throws KernelException, CopyException {
        begin(names);
        try (Dir to = target.makeFolders(names, settings);
                Dir from = openSource(node)) {
            if (node.isWide()) {
                wideContent(new Ends(from, to), node);
            } else {
                content(new Ends(from, to), node, "");
            }
            // a folder that was there keeps its owner and mode, but takes the time of what came into it
            FileStat stat = to.stat();
            to.setOwnMeta(stat.uid(), stat.gid(), stat.mode(), time(node));
        }
    }

    /** Copies what is no folder; it gets the last of the names. */
    void file(TreeNode node, List<String> names) throws KernelException, CopyException {
        List<String> above = names.subList(0, names.size() - 1);
        begin(above);
        try (Dir to = target.makeFolders(above, settings);
                Dir from = openSource(node.parent().orElseThrow())) {
            entry(new Ends(from, to), node, names.getLast());
        }
    }

    /** Makes the folders above the selected one that {@code --parents} keeps, as they are in the source. */
    void keepParents(Selected selected, String path) throws KernelException, CopyException {
        List<TreeNode> above = new ArrayList<>();
        int depth = Selector.clean(selected.keptParents()).split("/").length;
        TreeNode at = selected.node();
        for (int i = 0; i < depth && at.parent().isPresent(); i++) {
            at = at.parent().get();
            above.addFirst(at);
        }
        List<String> names = new ArrayList<>(target.resolve(path));
        for (TreeNode folder : above) {
            names.add(folder.name());
            try (Dir dir = target.makeFolders(names, settings)) {
                own(dir, folder);
            }
        }
    }

    /** What becomes of a folder within one that is copied. */
    private interface FolderSink {
        void take(TreeNode folder, String path) throws KernelException, CopyException;
    }

    /** A folder of the source and the one of the target that it becomes. */
    private record Ends(Dir from, Dir to) {}

    private void content(Ends ends, TreeNode folder, String path) throws KernelException, CopyException {
        content(ends, folder, path, (child, below) -> folderIn(ends, child, below));
    }

    private void content(Ends ends, TreeNode folder, String path, FolderSink folders)
            throws KernelException, CopyException {
        for (TreeNode child : source.tree().children(folder)) {
            String below = path.isEmpty() ? child.name() : path + "/" + child.name();
            boolean excluded =
                    !settings.excludes().isEmpty() && settings.excludes().excludes(below);
            if (child.isFolder() && (!excluded || settings.excludes().mayKeepBelow(below))) {
                folders.take(child, below);
            } else if (!excluded) {
                entry(ends, child, child.name());
            }
        }
    }

    /** The same for a folder with much below it: its folders are copied several at a time. */
    private void wideContent(Ends ends, TreeNode folder) throws KernelException, CopyException {
        List<TreeNode> folders = new ArrayList<>();
        content(ends, folder, "", (child, _) -> folders.add(child));
        int width = Processors.count();
        int size = (folders.size() + width - 1) / width;
        List<Callable<Integer>> parts = new ArrayList<>();
        for (int i = 0; i < folders.size(); i += size) {
            List<TreeNode> part = folders.subList(i, Math.min(folders.size(), i + size));
            parts.add(() -> NativeThreads.call(() -> part(folder, part)));
        }
        try {
            Scope.all(parts);
        } catch (TaskException e) {
            if (e.getCause() instanceof KernelException failure) {
                throw failure;
            }
            if (e.getCause() instanceof CopyException failure) {
                throw failure;
            }
            throw e;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new KernelException("copy", Errno.EINTR, folder.toString());
        }
    }

    // by a copier of its own: its handles are for one thread
    private int part(TreeNode folder, List<TreeNode> folders) throws KernelException, CopyException {
        try (Copier other = copier.beside();
                Dir to = other.target().open(at);
                Dir from = openSource(folder)) {
            Transfer transfer = new Transfer(other, source, settings);
            transfer.begin(at);
            for (TreeNode one : folders) {
                transfer.folderIn(new Ends(from, to), one, one.name());
            }
        }
        return folders.size();
    }

    private void folderIn(Ends ends, TreeNode node, String path) throws KernelException, CopyException {
        byte[] name = RawName.encode(node.name());
        if (!ends.to().makeDir(name, 0700)
                && ends.to().stat(name).filter(FileStat::isDirectory).isEmpty()) {
            throw new CopyException("cannot copy to non-directory: " + RawName.shown(path));
        }
        try (Dir to = ends.to().open(name);
                Dir from = ends.from().open(name)) {
            at.add(node.name());
            content(new Ends(from, to), node, path);
            at.removeLast();
            for (byte[] attribute : from.xattrs()) {
                Optional<byte[]> value = from.xattr(attribute);
                if (value.isPresent() && !isOverlay(attribute)) {
                    to.setXattr(attribute, value.get());
                }
            }
            own(to, node);
        }
    }

    private void own(Dir dir, TreeNode node) throws KernelException {
        Owner owner = owner(node);
        dir.setOwnMeta(owner.uid(), owner.gid(), mode(node), time(node));
    }

    // anything but a folder
    private void entry(Ends ends, TreeNode node, String as) throws KernelException, CopyException {
        Dir to = ends.to();
        byte[] name = RawName.encode(as);
        Target.clear(to, name, as);
        Owner owner = owner(node);
        switch (node.stat().type()) {
            case FILE -> regularFile(ends, node, name);
            case SYMLINK -> {
                to.symlink(RawName.encode(source.tree().link(node)), name);
                to.setOwner(name, owner.uid(), owner.gid());
                to.setTime(name, time(node));
            }
            default -> {
                copier.noteDevice();
                to.makeNode(name, node.stat().type(), mode(node), node.stat().rdev());
                to.setOwner(name, owner.uid(), owner.gid());
                to.setMode(name, mode(node));
                to.setTime(name, time(node));
            }
        }
    }

    /** Gives a file that was copied under another of its names this name too. */
    private boolean link(Dir to, byte[] name, TreeNode node) throws KernelException {
        if (node.stat().nlink() < 2) {
            return false;
        }
        Inode inode = new Inode(node.stat().dev(), node.stat().ino());
        Made first = made.putIfAbsent(inode, new Made(List.copyOf(at), RawName.decode(name)));
        if (first == null) {
            return false;
        }
        try (Dir folder = target.open(first.folder())) {
            to.link(folder, RawName.encode(first.name()), name);
        }
        return true;
    }

    private void regularFile(Ends ends, TreeNode node, byte[] name) throws KernelException, CopyException {
        Dir from = ends.from();
        Dir to = ends.to();
        if (link(to, name, node)) {
            return;
        }
        byte[] sourceName = RawName.encode(node.name());
        Owner owner = owner(node);
        CopiedMeta meta = new CopiedMeta(
                OptionalInt.of(mode(node)),
                OptionalInt.of(owner.uid()),
                OptionalInt.of(owner.gid()),
                OptionalLong.of(time(node)));
        FileStat seen = to.copyFile(from, sourceName, name, meta);
        FileStat expected = node.stat();
        if (seen.size() != expected.size() || seen.mtime() != expected.mtime() || seen.ino() != expected.ino()) {
            throw new CopyException(node + " changed while it was copied; run the build again");
        }
        for (byte[] attribute : from.xattrs(sourceName)) {
            Optional<byte[]> value = from.xattr(sourceName, attribute);
            if (value.isPresent() && !isOverlay(attribute)) {
                to.setXattr(name, attribute, value.get());
            }
        }
    }

    private Owner owner(TreeNode node) {
        return settings.owner()
                .orElse(
                        source.isOwned()
                                ? new Owner(node.stat().uid(), node.stat().gid())
                                : Owner.ROOT);
    }

    private int mode(TreeNode node) {
        int mode = node.stat().mode();
        return settings.mode()
                .map(change -> change.apply(mode, node.isFolder()))
                .orElse(mode);
    }

    private long time(TreeNode node) {
        return settings.timeNanos().orElse(node.stat().mtime());
    }

    // the overlay's own marks, and labels of this machine's policy
    private static boolean isOverlay(byte[] attribute) {
        String name = RawName.decode(attribute);
        return name.startsWith("trusted.overlay.")
                || name.startsWith("user.overlay.")
                || name.equals("security.selinux");
    }
}
