// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.sys.Dir;
import dev.slipway.sys.Kernel;
import dev.slipway.sys.KernelException;
import dev.slipway.sys.NativeThreads;
import dev.slipway.sys.OpenFile;
import dev.slipway.task.Processors;
import dev.slipway.task.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The digests of files' contents and extended attributes. Files that are known not to have changed are not opened, and
 * when there are only such no system call is made.
 */
final class FileDigests {
    private static final int CHUNK = 512;
    private static final int BUFFER_BYTES = 1 << 17;

    private final FileTree tree;
    private final Kernel kernel;
    private final Optional<Path> memory;
    private @Nullable KnownDigests known;
    private final Map<TreeNode, Digest> digests = new HashMap<>();

    /** @param memory where digests are remembered; nowhere when the tree is thrown away after the build */
    FileDigests(FileTree tree, Kernel kernel, Optional<Path> memory) {
        this.tree = tree;
        this.kernel = kernel;
        this.memory = memory;
    }

    /** The digest of one of the files that {@link #compute} was given. */
    Digest of(TreeNode file) {
        Digest digest = digests.get(file);
        if (digest == null) {
            throw new IllegalStateException("no digest of " + file);
        }
        return digest;
    }

    /** Makes sure that the digests of these files are there; those of one folder should stand together. */
    void compute(List<TreeNode> files) throws InterruptedException {
        if (known == null && memory.isPresent()) {
            known = KnownDigests.load(memory.get());
        }
        List<TreeNode> unknown = new ArrayList<>();
        for (TreeNode file : files) {
            if (digests.containsKey(file)) {
                continue;
            }
            Optional<Digest> found = known == null ? Optional.empty() : known.find(file.path(), file.stat());
            if (found.isPresent()) {
                digests.put(file, found.get());
            } else {
                unknown.add(file);
            }
        }
        if (!unknown.isEmpty()) {
            read(unknown);
        }
    }

    private void read(List<TreeNode> files) throws InterruptedException {
        List<Callable<Map<TreeNode, Digest>>> chunks = new ArrayList<>();
        int size = Math.max(1, Math.min(CHUNK, files.size() / Processors.count()));
        for (int start = 0; start < files.size(); start += size) {
            List<TreeNode> chunk = files.subList(start, Math.min(files.size(), start + size));
            chunks.add(() -> NativeThreads.call(() -> hash(chunk)));
        }
        int width = Processors.count();
        for (int start = 0; start < chunks.size(); start += width) {
            for (Map<TreeNode, Digest> part :
                    Scope.all(chunks.subList(start, Math.min(chunks.size(), start + width)))) {
                digests.putAll(part);
            }
        }
        if (known != null) {
            long now = System.currentTimeMillis() * 1_000_000;
            files.forEach(file -> known.put(file.path(), file.stat(), of(file), now));
            known.save();
        }
    }

    private Map<TreeNode, Digest> hash(List<TreeNode> files) throws IOException {
        Map<TreeNode, Digest> found = new HashMap<>();
        byte[] buffer = new byte[BUFFER_BYTES];
        Hasher hasher = new Hasher();
        TreeNode folder = null;
        Dir dir = null;
        try {
            for (TreeNode file : files) {
                TreeNode parent = file.parent().orElse(file);
                if (dir == null || parent != folder) {
                    if (dir != null) {
                        dir.close();
                    }
                    folder = parent;
                    dir = opened(parent);
                }
                found.put(file, hash(dir, file, hasher, buffer));
            }
        } finally {
            if (dir != null) {
                dir.close();
            }
        }
        return found;
    }

    private Dir opened(TreeNode folder) {
        try {
            return kernel.open(tree.path(folder));
        } catch (KernelException e) {
            throw FileTree.unreadable(folder, e);
        }
    }

    private Digest hash(Dir dir, TreeNode file, Hasher hasher, byte[] buffer) throws IOException {
        byte[] name = RawName.encode(file.name());
        try (OpenFile open = dir.openFile(name)) {
            for (int n = open.read(buffer, 0, buffer.length); n > 0; n = open.read(buffer, 0, buffer.length)) {
                hasher.update(buffer, 0, n);
            }
            List<byte[]> attributes = dir.xattrs(name);
            if (!attributes.isEmpty()) {
                Digest content = hasher.digest();
                hasher.put(content);
                for (byte[] attribute : attributes) {
                    hasher.put(attribute).put(dir.xattr(name, attribute).orElse(new byte[0]));
                }
            }
            return hasher.digest();
        } catch (KernelException e) {
            throw FileTree.unreadable(file, e);
        }
    }
}
