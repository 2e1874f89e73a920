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
import java.util.Set;

/** What a tree takes on the disk: all its files, each in whole blocks, one with several names once. */
final class LayerSize {
    private static final long BLOCK = 4096;

    private final Set<Long> linked = new HashSet<>();

    private LayerSize() {}

    /** What an entry of so many bytes takes, at least a block. */
    static long onDisk(long bytes) {
        return BLOCK * Math.max(1, (bytes + BLOCK - 1) / BLOCK);
    }

    static long of(Kernel kernel, Path tree) throws KernelException {
        try (Dir dir = kernel.open(tree)) {
            return BLOCK + new LayerSize().below(dir);
        }
    }

    private long below(Dir dir) throws KernelException {
        long sum = 0;
        for (DirEntry entry : dir.entries()) {
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
