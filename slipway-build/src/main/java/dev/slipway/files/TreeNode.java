// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

import dev.slipway.sys.FileStat;
import dev.slipway.sys.FileType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file, folder or other thing in a {@link FileTree}, as it was when it was first looked at. */
public final class TreeNode {
    private static final int MANY_FOLDERS = 8;
    private static final int MANY_FILES = 2000;

    private final @Nullable TreeNode parent;
    private final String name;
    private final FileStat stat;

    /** Written by the tree, which is several threads' at once. */
    volatile @Nullable List<TreeNode> children;

    @Nullable
    String link;

    private @Nullable String path;

    TreeNode(@Nullable TreeNode parent, String name, FileStat stat) {
        this.parent = parent;
        this.name = name;
        this.stat = stat;
    }

    /** The last part of the path; empty for the root. */
    public String name() {
        return name;
    }

    public FileStat stat() {
        return stat;
    }

    Optional<TreeNode> parent() {
        return Optional.ofNullable(parent);
    }

    boolean isFolder() {
        return stat.type() == FileType.DIRECTORY;
    }

    boolean isFile() {
        return stat.type() == FileType.FILE;
    }

    boolean isLink() {
        return stat.type() == FileType.SYMLINK;
    }

    /** Whether there is so much below, as far as it was read, that it is worth several threads. */
    boolean isWide() {
        List<TreeNode> known = children;
        if (known == null || known.size() < MANY_FOLDERS) {
            return false;
        }
        long below = 0;
        for (TreeNode child : known) {
            below += child.isFolder() && child.children != null ? child.children.size() : 0;
        }
        return below > MANY_FILES && !mayHaveLinkedFiles();
    }

    // names of one file must be made one after the other; what is in a folder that was not read is not known
    private boolean mayHaveLinkedFiles() {
        if (!isFolder()) {
            return stat.nlink() > 1;
        }
        List<TreeNode> known = children;
        if (known == null) {
            return true;
        }
        for (TreeNode child : known) {
            if (child.mayHaveLinkedFiles()) {
                return true;
            }
        }
        return false;
    }

    /** The path from the root of the tree, without a leading slash; empty for the root. */
    public String path() {
        if (parent == null) {
            return "";
        }
        String known = path;
        if (known == null) {
            String above = parent.path();
            known = above.isEmpty() ? name : above + "/" + name;
            if (isFolder()) {
                path = known; // asked for with each file in it
            }
        }
        return known;
    }

    @Override
    public String toString() {
        return "/" + RawName.shown(path());
    }
}
