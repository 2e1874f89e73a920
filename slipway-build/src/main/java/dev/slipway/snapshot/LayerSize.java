// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.sys.Dir;
import dev.slipway.sys.DirEntry;
import dev.slipway.sys.FileStat;
import dev.slipway.sys.FileType;
import dev.slipway.sys.Kernel;
import dev.slipway.sys.KernelException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** What a tree takes on the disk: all its files, each in whole blocks, one with several names once. */
final class LayerSize {
    private static final long BLOCK = 4096;

    private final Set<Long> linked = new HashSet<>();
    private final long most;
    private long met;

    private LayerSize(long most) {
        this.most = most;
    }

    /** What an entry of so many bytes takes, at least a block. */
    static long onDisk(long bytes) {
        return BLOCK * Math.max(1, (bytes + BLOCK - 1) / BLOCK);
    }

    static long of(Kernel kernel, Path tree) throws KernelException {
        return ofAtMost(kernel, tree, Long.MAX_VALUE).orElseThrow();
    }

    /** Empty when the tree has more entries than that. */
    static OptionalLong ofAtMost(Kernel kernel, Path tree, long entries) throws KernelException {
        LayerSize size = new LayerSize(entries);
        try (Dir dir = kernel.open(tree)) {
            long sum = BLOCK + size.below(dir);
            return size.met > entries ? OptionalLong.empty() : OptionalLong.of(sum);
        }
    }

    private long below(Dir dir) throws KernelException {
        long sum = 0;
        List<DirEntry> entries = dir.entries();
        met += entries.size();
        for (DirEntry entry : entries) {
            if (met > most) {
                return sum;
            }
            FileStat stat = entry.stat();
            if (stat.isDirectory()) {
                try (Dir sub = dir.open(entry.name())) {
                    sum += BLOCK + below(sub);
                }
            } else if (stat.nlink() < 2 || linked.add(stat.ino())) {
                sum += stat.type() == FileType.FILE ? onDisk(stat.size()) : BLOCK;
            }
        }
        return sum;
    }
}
