// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

import dev.slipway.dockerfile.ignore.IgnorePatterns;
import dev.slipway.dockerfile.ignore.PathPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds what the paths of a COPY stand for. A path with wildcards may match nothing; one without must be there. As
 * BuildKit's {@code solver/llbsolver/file}.
 */
public final class Selector {
    private final FileTree tree;

    public Selector(FileTree tree) {
        this.tree = tree;
    }

    /**
     * What the path stands for.
     *
     * @param parents whether the folders above are kept; a part {@code ./} says where they begin
     * @throws CopyException if there is no such file
     */
    public List<Selected> select(String path, boolean parents) throws CopyException {
        String cleaned = clean(path);
        String pivot = parents ? pivot(path) : "";
        if (!PathPattern.hasWildcards(cleaned)) {
            Optional<TreeNode> node = tree.resolve(cleaned);
            return List.of(selected(
                    node.orElseThrow(() -> new MissingFile(tree, cleaned).failure(path)), cleaned, parents, pivot));
        }
        if (IgnorePatterns.of(List.of(cleaned)).isEmpty()) {
            throw new CopyException(
                    "syntax error in pattern \"" + RawName.shown(cleaned) + "\"; write \\[ for a plain bracket", path);
        }
        List<Selected> found = new ArrayList<>();
        match(tree.root(), cleaned, found, parents, pivot);
        return found;
    }

    private Selected selected(TreeNode node, String asked, boolean parents, String pivot) {
        int slash = asked.lastIndexOf('/');
        String kept = "";
        if (parents) {
            kept = slash < 0 ? "" : asked.substring(0, slash + 1);
            kept = kept.startsWith(pivot) ? kept.substring(pivot.length()) : kept;
        }
        return new Selected(node, asked.substring(slash + 1), kept);
    }

    // the folder before "/./", below which parents are kept
    private static String pivot(String path) {
        int at = path.indexOf("/./");
        String before = at < 0 ? "" : clean(path.substring(0, at));
        return before.isEmpty() ? "" : before + "/";
    }

    // every path of the tree is tried against the whole pattern; folders that cannot lead to a match are not entered
    private void match(TreeNode folder, String pattern, List<Selected> found, boolean parents, String pivot) {
        for (TreeNode child : tree.children(folder)) {
            String path = child.path();
            if (matches(pattern, path, parents)) {
                TreeNode target = child.isLink() ? tree.resolve(path).orElse(child) : child;
                found.add(selected(target, path, parents, pivot));
            } else if (mayMatchBelow(pattern, path)) {
                TreeNode below = child.isLink() ? tree.resolve(path).orElse(child) : child;
                if (below.isFolder() && !isAbove(below, child)) {
                    match(below, pattern, found, parents, pivot);
                }
            }
        }
    }

    private static boolean isAbove(TreeNode folder, TreeNode node) {
        for (Optional<TreeNode> at = node.parent();
                at.isPresent();
                at = at.get().parent()) {
            if (at.get() == folder) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String pattern, String path, boolean doubleStar) {
        return PathPattern.match(pattern, path)
                || (doubleStar && pattern.contains("**") && DoubleStar.match(pattern, path));
    }

    private static boolean mayMatchBelow(String pattern, String folder) {
        if (pattern.contains("**")) {
            return true;
        }
        int depth = count(folder);
        if (count(pattern) <= depth) {
            return false;
        }
        int end = -1;
        for (int i = 0; i <= depth; i++) {
            end = pattern.indexOf('/', end + 1);
        }
        return end > 0 && PathPattern.match(pattern.substring(0, end), folder);
    }

    private static int count(String path) {
        int slashes = 0;
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '/') {
                slashes++;
            }
        }
        return slashes;
    }

    /** The path without {@code .}, {@code ..}, double and leading slashes. */
    static String clean(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/")) {
            if (part.equals("..")) {
                if (!parts.isEmpty()) {
                    parts.removeLast();
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }
}
