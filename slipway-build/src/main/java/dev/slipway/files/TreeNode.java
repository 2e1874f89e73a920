// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

import dev.slipway.sys.FileStat;
import dev.slipway.sys.FileType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file, folder or other thing in a {@link FileTree}, as it was when it was first looked at. */
public final class TreeNode {
    private final @Nullable TreeNode parent;
    private final String name;
    private final FileStat stat;

    @Nullable
    List<TreeNode> children;

    @Nullable
    String link;

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

    /** The path from the root of the tree, without a leading slash; empty for the root. */
    public String path() {
        List<String> names = new ArrayList<>();
        for (TreeNode at = this; at != null && at.parent != null; at = at.parent) {
            names.add(at.name);
        }
        Collections.reverse(names);
        return String.join("/", names);
    }

    @Override
    public String toString() {
        return "/" + RawName.shown(path());
    }
}
