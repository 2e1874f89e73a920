// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

import dev.slipway.sys.CopiedMeta;
import dev.slipway.sys.Dir;
import dev.slipway.sys.Errno;
import dev.slipway.sys.FileStat;
import dev.slipway.sys.Kernel;
import dev.slipway.sys.KernelException;
import dev.slipway.sys.NativeThreads;
import dev.slipway.task.Scope;
import dev.slipway.task.TaskException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Puts files into a root filesystem with the rules of COPY, which are those of BuildKit's {@code fsutil/copy}: the content
 * of a folder goes into the target; a file goes into the target when that is a folder, or becomes it; folders that are
 * made on the way are root's with mode 0755; what is in the way of a file is replaced, a folder never is.
 *
 * <p>Blocks, so runs on a platform thread. For one use by one thread.
 */
public final class Copier implements AutoCloseable {
    private static final int FILE_MODE = 0644;

    private final Kernel kernel;
    private final Path rootfs;
    private final Dir root;
    private final Target target;
    private final AtomicBoolean devices;

    /** @param rootfs the filesystem to write to */
    public Copier(Kernel kernel, Path rootfs) throws KernelException {
        this(kernel, rootfs, new AtomicBoolean());
    }

    private Copier(Kernel kernel, Path rootfs, AtomicBoolean devices) throws KernelException {
        this.kernel = kernel;
        this.rootfs = rootfs;
        this.devices = devices;
        this.root = kernel.open(rootfs);
        this.target = new Target(root);
    }

    @Override
    public void close() throws KernelException {
        root.close();
    }

    /** Whether a device file was copied or unpacked. */
    public boolean madeDevices() {
        return devices.get();
    }

    /** Makes a folder and those above it; one that is there stays as it is. */
    public void makeFolder(String path, int mode, Optional<Owner> owner, OptionalLong timeNanos)
            throws KernelException, CopyException {
        target.makeFolders(target.resolve(path), owner, timeNanos, mode).close();
    }

    /** Writes a file into the target, when that is a folder, or as the target. */
    public void writeFile(String name, byte[] content, String path, CopySettings settings)
            throws KernelException, CopyException {
        List<String> names = target.resolve(path);
        boolean folder = path.endsWith("/")
                || target.stat(names).filter(FileStat::isDirectory).isPresent();
        if (folder) {
            names = new ArrayList<>(names);
            names.add(name);
        }
        int mode = settings.mode().map(change -> change.apply(FILE_MODE, false)).orElse(FILE_MODE);
        target.write(names, content, settings.owner().orElse(Owner.ROOT), mode, settings.timeNanos());
    }

    /** Copies each of the selected to the path. */
    public void copy(Content source, List<Selected> selected, String path, CopySettings settings)
            throws KernelException, CopyException {
        for (Selected one : selected) {
            copyOne(source, one, path, settings);
        }
    }

    /** Makes the target a folder that an archive is unpacked into. */
    TarTarget tarTarget(String path, CopySettings settings) throws KernelException, CopyException {
        return new TarTarget(target.makeFolders(target.resolve(path), settings), settings, devices);
    }

    private void copyOne(Content source, Selected selected, String path, CopySettings settings)
            throws KernelException, CopyException {
        String to = selected.keptParents().isEmpty() ? path : path + "/" + selected.keptParents();
        boolean asFolder = to.endsWith("/");
        TreeNode node = selected.node();
        List<String> names = target.resolve(to);
        Optional<FileStat> there = target.stat(names);
        Transfer transfer = new Transfer(source, settings);
        if (!selected.keptParents().isEmpty()) {
            if (node.isFolder()) {
                names = plus(names, selected.name());
            }
            transfer.keepParents(selected, path);
        }
        if (node.isFolder()) {
            if (there.isPresent() && !there.get().isDirectory()) {
                throw new CopyException("cannot copy to non-directory: " + path);
            }
            transfer.begin(names);
            try (Dir to2 = target.makeFolders(names, settings);
                    Dir from = transfer.openSource(node)) {
                if (node.isWide()) {
                    transfer.wideContent(from, to2, node);
                } else {
                    transfer.content(from, to2, node, "");
                }
                // a folder that was there keeps its owner and mode, but takes the time of what came into it
                FileStat stat = to2.stat();
                to2.setOwnMeta(stat.uid(), stat.gid(), stat.mode(), transfer.time(node));
            }
            return;
        }
        if (asFolder || there.filter(FileStat::isDirectory).isPresent()) {
            names = plus(names, selected.name());
        }
        transfer.begin(names.subList(0, names.size() - 1));
        try (Dir folder = target.makeFolders(names.subList(0, names.size() - 1), settings);
                Dir from = transfer.openSource(node.parent().orElseThrow())) {
            transfer.entry(from, folder, node, names.getLast());
        }
    }

    private static List<String> plus(List<String> names, String name) {
        List<String> all = new ArrayList<>(names);
        all.add(name);
        return all;
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

    /** The copying of one source. */
    private final class Transfer {
        private final Content source;
        private final CopySettings settings;
        /** The folder that is written to, as names from the root. */
        private final List<String> at = new ArrayList<>();
        /** Where files with several names were written to. */
        private final Map<Inode, Made> made = new HashMap<>();

        private record Inode(long device, long number) {}

        private record Made(List<String> folder, String name) {}

        void begin(List<String> folder) {
            at.clear();
            at.addAll(folder);
        }

        Transfer(Content source, CopySettings settings) {
            this.source = source;
            this.settings = settings;
        }

        Dir openSource(TreeNode folder) throws KernelException {
            return kernel.open(source.tree().path(folder));
        }

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

        /** Copies what is in the folder into another. */
        void content(Dir from, Dir to, TreeNode folder, String path) throws KernelException, CopyException {
            content(from, to, folder, path, (child, below) -> folder(from, to, child, below));
        }

        private void content(Dir from, Dir to, TreeNode folder, String path, FolderSink folders)
                throws KernelException, CopyException {
            for (TreeNode child : source.tree().children(folder)) {
                String below = path.isEmpty() ? child.name() : path + "/" + child.name();
                boolean excluded =
                        !settings.excludes().isEmpty() && settings.excludes().excludes(below);
                if (child.isFolder() && (!excluded || settings.excludes().mayKeepBelow(below))) {
                    folders.take(child, below);
                } else if (!excluded) {
                    entry(from, to, child, child.name());
                }
            }
        }

        /** The same for a folder with much below it: its folders are copied several at a time. */
        void wideContent(Dir from, Dir to, TreeNode folder) throws KernelException, CopyException {
            List<TreeNode> folders = new ArrayList<>();
            content(from, to, folder, "", (child, _) -> folders.add(child));
            int width = Runtime.getRuntime().availableProcessors();
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
            try (Copier other = new Copier(kernel, rootfs, devices);
                    Dir to = other.target.open(at);
                    Dir from = openSource(folder)) {
                Transfer transfer = other.new Transfer(source, settings);
                transfer.begin(at);
                for (TreeNode one : folders) {
                    transfer.folder(from, to, one, one.name());
                }
            }
            return folders.size();
        }

        private void folder(Dir from, Dir to, TreeNode node, String path) throws KernelException, CopyException {
            byte[] name = RawName.encode(node.name());
            if (!to.makeDir(name, 0700)
                    && to.stat(name).filter(FileStat::isDirectory).isEmpty()) {
                throw new CopyException("cannot copy to non-directory: " + RawName.shown(path));
            }
            try (Dir below = to.open(name);
                    Dir source = from.open(name)) {
                at.add(node.name());
                content(source, below, node, path);
                at.removeLast();
                for (byte[] attribute : source.xattrs()) {
                    Optional<byte[]> value = source.xattr(attribute);
                    if (value.isPresent() && !isOverlay(attribute)) {
                        below.setXattr(attribute, value.get());
                    }
                }
                own(below, node);
            }
        }

        private void own(Dir dir, TreeNode node) throws KernelException {
            Owner owner = owner(node);
            dir.setOwnMeta(owner.uid(), owner.gid(), mode(node), time(node));
        }

        /** Copies anything but a folder. */
        void entry(Dir from, Dir to, TreeNode node, String as) throws KernelException, CopyException {
            byte[] sourceName = RawName.encode(node.name());
            byte[] name = RawName.encode(as);
            clear(to, name, as);
            Owner owner = owner(node);
            switch (node.stat().type()) {
                case FILE -> file(from, sourceName, to, name, node);
                case SYMLINK -> {
                    to.symlink(RawName.encode(source.tree().link(node)), name);
                    to.setOwner(name, owner.uid(), owner.gid());
                    to.setTime(name, time(node));
                }
                default -> {
                    devices.set(true);
                    to.makeNode(
                            name, node.stat().type(), mode(node), node.stat().rdev());
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

        private void file(Dir from, byte[] sourceName, Dir to, byte[] name, TreeNode node)
                throws KernelException, CopyException {
            if (link(to, name, node)) {
                return;
            }
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
    }

    // the overlay's own marks, and labels of this machine's policy
    private static boolean isOverlay(byte[] attribute) {
        String name = RawName.decode(attribute);
        return name.startsWith("trusted.overlay.")
                || name.startsWith("user.overlay.")
                || name.equals("security.selinux");
    }
}
