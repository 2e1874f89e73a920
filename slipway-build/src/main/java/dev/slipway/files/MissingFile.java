// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

import dev.slipway.text.Suggestion;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a path of a COPY leads to nothing, and what was probably meant. */
final class MissingFile {
    private final FileTree tree;
    private final String asked;

    /** @param asked cleaned */
    MissingFile(FileTree tree, String asked) {
        this.tree = tree;
        this.asked = asked;
    }

    CopyException failure(String written) {
        return new CopyException("\"/" + RawName.shown(asked) + "\" not found" + reason(), written);
    }

    // the first part of the path that is not there tells
    private String reason() {
        TreeNode folder = tree.root();
        for (String name : asked.split("/")) {
            if (!folder.isFolder()) {
                return ": \"" + folder + "\" is not a folder";
            }
            TreeNode found = child(folder, name);
            if (found == null) {
                return absent(folder, name);
            }
            if (found.isLink()) {
                TreeNode target = tree.resolve(found.path()).orElse(null);
                if (target == null) {
                    return ": \"" + found + "\" is a symbolic link to \"" + RawName.shown(tree.link(found))
                            + "\", which is not there: links are followed as if the copied folder were the whole disk";
                }
                found = target;
            }
            folder = found;
        }
        return "";
    }

    private static @Nullable TreeNode child(TreeNode folder, String name) {
        for (TreeNode child : folder.children == null ? List.<TreeNode>of() : folder.children) {
            if (child.name().equals(name)) {
                return child;
            }
        }
        return null;
    }

    private String absent(TreeNode folder, String name) {
        Path path = RawName.in(tree.path(folder), name);
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Files.isRegularFile(path) || Files.isDirectory(path) || Files.isSymbolicLink(path)
                    ? ": it is there, but the .dockerignore leaves it out"
                    : ": it is a socket, which cannot be copied";
        }
        List<String> names = tree.children(folder).stream().map(TreeNode::name).toList();
        String above = folder.path().isEmpty() ? "" : folder.path() + "/";
        return Suggestion.nearest(name, names)
                .map(near -> ": did you mean \"" + RawName.shown(above + near) + "\"?")
                .orElse("");
    }
}
