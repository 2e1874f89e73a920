// SPDX-License-Identifier: Apache-2.0
package dev.slipway.mounts;

import dev.slipway.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/** States of mounts for tests. */
final class Trees {
    private static final List<String> NAMES = List.of("a", "b", "a.c", "x");

    private Trees() {}

    static MountEntry.Meta meta(long mtime) {
        return new MountEntry.Meta(0644, 0, 0, mtime, Map.of());
    }

    static MountEntry.Folder folder(String path) {
        return new MountEntry.Folder(new TreePath(path), meta(1));
    }

    /** A file with that text. */
    static MountEntry.Regular file(String path, String text, long mtime) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new MountEntry.Regular(
                new TreePath(path),
                meta(mtime),
                bytes.length,
                bytes.length == 0 ? List.of() : List.of(Digest.of(bytes)));
    }

    static NavigableMap<TreePath, MountEntry> of(MountEntry... entries) {
        NavigableMap<TreePath, MountEntry> tree = new TreeMap<>();
        tree.put(TreePath.ROOT, folder(""));
        for (MountEntry entry : entries) {
            tree.put(entry.path(), entry);
        }
        return tree;
    }

    /** A tree of up to three levels. */
    static NavigableMap<TreePath, MountEntry> random(Random random) {
        NavigableMap<TreePath, MountEntry> tree = of();
        fill(tree, "", 0, random);
        return tree;
    }

    /** A later state: some entries changed, some removed, some new. */
    static NavigableMap<TreePath, MountEntry> changed(NavigableMap<TreePath, MountEntry> before, Random random) {
        NavigableMap<TreePath, MountEntry> tree = random(random);
        before.forEach((path, entry) -> {
            boolean stands = path.isRoot() || tree.get(path.parent()) instanceof MountEntry.Folder;
            if (stands && random.nextInt(4) > 0) {
                tree.put(path, entry);
                if (!(entry instanceof MountEntry.Folder)) {
                    tree.keySet().removeIf(below -> below.text().startsWith(path.text() + "/"));
                }
            }
        });
        return tree;
    }

    private static void fill(NavigableMap<TreePath, MountEntry> tree, String folder, int depth, Random random) {
        for (String name : NAMES) {
            String path = folder.isEmpty() ? name : folder + "/" + name;
            long mtime = random.nextInt(5);
            switch (random.nextInt(depth < 2 ? 5 : 3)) {
                case 0 -> {}
                case 1 -> tree.put(new TreePath(path), file(path, "content " + random.nextInt(3), mtime));
                case 2 -> tree.put(new TreePath(path), new MountEntry.Link(new TreePath(path), meta(mtime), "../x"));
                default -> {
                    tree.put(new TreePath(path), new MountEntry.Folder(new TreePath(path), meta(mtime)));
                    fill(tree, path, depth + 1, random);
                }
            }
        }
    }

    static boolean isWellFormed(NavigableMap<TreePath, MountEntry> tree) {
        return tree.keySet().stream()
                .allMatch(path -> path.isRoot() || tree.get(path.parent()) instanceof MountEntry.Folder);
    }
}
