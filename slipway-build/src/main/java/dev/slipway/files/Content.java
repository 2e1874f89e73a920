// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.dockerfile.ignore.IgnorePatterns;
import dev.slipway.sys.Kernel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A tree with the digests of what is selected of it: of a build context, where owners don't count since everything that
 * is copied from it belongs to root, or of a step's filesystem, where they do. For several threads, one at a time.
 */
public final class Content {
    private final FileTree tree;
    private final FileDigests digests;
    private final Optional<KnownTrees> known;

    private Content(FileTree tree, FileDigests digests, Optional<KnownTrees> known) {
        this.tree = tree;
        this.digests = digests;
        this.known = known;
    }

    /**
     * The content of a user's folder.
     *
     * @param memory the file in which the digests of unchanged files are kept between builds
     */
    public static Content ofContext(Path folder, IgnorePatterns ignored, Kernel kernel, Path memory) {
        FileTree tree = FileTree.of(folder, ignored);
        return new Content(
                tree, new FileDigests(tree, kernel, Optional.of(memory)), Optional.of(new KnownTrees(memory)));
    }

    /** The content of a filesystem of ours. */
    public static Content ofFilesystem(Path root, Kernel kernel) {
        FileTree tree = FileTree.of(root, IgnorePatterns.NONE);
        return new Content(tree, new FileDigests(tree, kernel, Optional.empty()), Optional.empty());
    }

    public FileTree tree() {
        return tree;
    }

    /** Whether owners count, and are copied. */
    boolean isOwned() {
        return known.isEmpty();
    }

    /** What the paths stand for, in order. */
    public synchronized List<Selected> select(List<String> paths, boolean parents) throws CopyException {
        Selector selector = new Selector(tree);
        List<Selected> found = new ArrayList<>();
        for (String path : paths) {
            found.addAll(selector.select(path, parents));
        }
        return found;
    }

    /** The digest of all that would be copied, names, modes and links included, times not. */
    public synchronized Digest digest(List<Selected> selected, IgnorePatterns excludes) throws InterruptedException {
        for (Selected one : selected) {
            if (excludes.isEmpty()) {
                tree.readAll(one.node());
            }
        }
        if (known.isEmpty()) {
            return compute(selected, excludes);
        }
        long now = System.currentTimeMillis() * 1_000_000;
        KnownTrees.Print print = print(selected, excludes);
        Optional<Digest> before = known.get().find(print.digest());
        if (before.isPresent()) {
            return before.get();
        }
        Digest digest = compute(selected, excludes);
        known.get().put(print, digest, now);
        return digest;
    }

    /** What would be copied, to be compared with what was copied at another time. Reads what was not read by now. */
    public synchronized Listing listing(List<Selected> selected, IgnorePatterns excludes) throws InterruptedException {
        List<TreeNode> nodes = new ArrayList<>();
        for (Selected one : selected) {
            collect(one.node(), "", excludes, (node, _) -> nodes.add(node));
        }
        digests.compute(nodes.stream().filter(TreeNode::isFile).toList());
        List<Listing.Entry> entries = new ArrayList<>();
        for (TreeNode node : nodes) {
            String owner = isOwned() ? node.stat().uid() + ":" + node.stat().gid() : "";
            entries.add(Listing.entry(node, owner, shortContent(node), isOwned() ? "/" : ""));
        }
        return Listing.of(entries);
    }

    private String shortContent(TreeNode node) {
        return switch (node.stat().type()) {
            case FILE -> digests.of(node).abbreviated();
            case SYMLINK -> Digest.of(RawName.encode(tree.link(node))).abbreviated();
            case CHARACTER_DEVICE, BLOCK_DEVICE -> Long.toString(node.stat().rdev());
            case DIRECTORY, FIFO, SOCKET -> "-";
        };
    }

    private KnownTrees.Print print(List<Selected> selected, IgnorePatterns excludes) {
        KnownTrees.Print print = new KnownTrees.Print();
        print.put("1"); // of the form of what is remembered
        for (Selected one : selected) {
            print.put(one.name());
            print.put(one.keptParents());
            if (!one.keptParents().isEmpty()) {
                for (Optional<TreeNode> at = one.node().parent();
                        at.isPresent();
                        at = at.get().parent()) {
                    print.put(at.get(), "");
                }
            }
            collect(one.node(), "", excludes, print::put);
        }
        return print;
    }

    private Digest compute(List<Selected> selected, IgnorePatterns excludes) throws InterruptedException {
        List<TreeNode> files = new ArrayList<>();
        for (Selected one : selected) {
            collect(one.node(), "", excludes, (node, _) -> {
                if (node.isFile()) {
                    files.add(node);
                }
            });
        }
        digests.compute(files);
        Hasher hasher = new Hasher();
        hasher.put(isOwned()).put(selected.size());
        for (Selected one : selected) {
            hasher.put(one.name()).put(one.keptParents());
            putParents(hasher, one);
            collect(one.node(), "", excludes, (node, path) -> put(hasher, node, path));
        }
        return hasher.digest();
    }

    private void putParents(Hasher hasher, Selected one) {
        if (!one.keptParents().isEmpty()) {
            for (Optional<TreeNode> at = one.node().parent();
                    at.isPresent();
                    at = at.get().parent()) {
                hasher.put(at.get().stat().mode());
            }
        }
    }

    private void put(Hasher hasher, TreeNode node, String path) {
        hasher.put(RawName.encode(path))
                .put(node.stat().type().bits())
                .put(node.stat().mode());
        if (isOwned()) {
            hasher.put(node.stat().uid()).put(node.stat().gid());
        }
        switch (node.stat().type()) {
            case FILE -> hasher.put(digests.of(node));
            case SYMLINK -> hasher.put(RawName.encode(tree.link(node)));
            case CHARACTER_DEVICE, BLOCK_DEVICE -> hasher.put(node.stat().rdev());
            case DIRECTORY, FIFO, SOCKET -> {}
        }
    }

    interface Visitor {
        void visit(TreeNode node, String path);
    }

    /** Visits the node and all below it but for what is excluded, folders first; paths are relative to the node. */
    void collect(TreeNode node, String path, IgnorePatterns excludes, Visitor visitor) {
        visitor.visit(node, path);
        for (TreeNode child : tree.children(node)) {
            String below = path.isEmpty() ? child.name() : path + "/" + child.name();
            boolean excluded = !excludes.patterns().isEmpty() && excludes.excludes(below);
            if (!excluded || (child.isFolder() && excludes.mayKeepBelow(below))) {
                collect(child, below, excludes, visitor);
            }
        }
    }
}
