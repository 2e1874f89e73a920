// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.sys.Dir;
import dev.slipway.sys.DirEntry;
import dev.slipway.sys.FileStat;
import dev.slipway.sys.Kernel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A layer's folder to be walked: folders before what is in them, names in the order of their bytes. Of the tree only the
 * way from the root to the current folder is held, and the paths of files with several names.
 */
public final class LayerTree {
    private final Kernel kernel;
    private final Path fs;

    public LayerTree(Kernel kernel, Path fs) {
        this.kernel = kernel;
        this.fs = fs;
    }

    /** Is shown each entry. */
    public interface Visitor {
        /** The entry is of use during this call only. */
        void visit(LayerEntry entry) throws IOException;
    }

    /** The root folder itself, which the walk leaves out. */
    public FileStat root() throws IOException {
        try (Dir root = kernel.open(fs)) {
            return root.stat();
        }
    }

    /** Shows all entries below the root, not the root itself. Blocks: run it on a platform thread. */
    public void walk(Visitor visitor) throws IOException {
        try (Dir root = kernel.open(fs)) {
            new Walk(visitor, kernel.opaqueAttribute()).folder(root, new byte[0]);
        }
    }

    /** One walk. */
    private static final class Walk {
        private final Visitor visitor;
        private final String opaque;
        private final Map<FileKey, byte[]> linked = new HashMap<>();

        Walk(Visitor visitor, String opaque) {
            this.visitor = visitor;
            this.opaque = opaque;
        }

        private record FileKey(long dev, long ino) {}

        void folder(Dir folder, byte[] path) throws IOException {
            for (DirEntry entry : folder.entries()) {
                byte[] entryPath = joined(path, entry.name());
                visitor.visit(new WalkedEntry(folder, entry, entryPath, firstName(entry.stat(), entryPath), opaque));
                if (entry.stat().isDirectory()) {
                    try (Dir child = folder.open(entry.name())) {
                        folder(child, entryPath);
                    }
                }
            }
        }

        /** The path that stands for the file: an earlier one, if it was seen under another name. */
        private byte[] firstName(FileStat stat, byte[] path) {
            if (stat.isDirectory() || stat.nlink() < 2 || stat.isWhiteout()) {
                return path;
            }
            byte[] first = linked.putIfAbsent(new FileKey(stat.dev(), stat.ino()), path);
            return first == null ? path : first;
        }

        private static byte[] joined(byte[] folder, byte[] name) {
            if (folder.length == 0) {
                return name;
            }
            byte[] path = Arrays.copyOf(folder, folder.length + 1 + name.length);
            path[folder.length] = '/';
            System.arraycopy(name, 0, path, folder.length + 1, name.length);
            return path;
        }
    }

    static String text(byte[] name) {
        return new String(name, StandardCharsets.UTF_8);
    }
}
