// SPDX-License-Identifier: Apache-2.0
package dev.slipway.mounts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What of a mount is carried where there is a limit to its size: the files that were changed last.
 *
 * @param kept the rest
 * @param dropped the files that were too much
 * @param droppedBytes the sum of their sizes
 */
public record MountLimit(NavigableMap<TreePath, MountEntry> kept, Set<TreePath> dropped, long droppedBytes) {
    /** @param mostBytes how much all files may have */
    public static MountLimit of(NavigableMap<TreePath, MountEntry> entries, long mostBytes) {
        long bytes = MountList.bytes(entries);
        long before = bytes;
        Set<TreePath> dropped = new TreeSet<>();
        if (bytes > mostBytes) {
            for (MountEntry.Regular file : oldestFirst(entries)) {
                if (bytes <= mostBytes) {
                    break;
                }
                bytes -= file.sizeBytes();
                dropped.add(file.path());
            }
        }
        NavigableMap<TreePath, MountEntry> kept = new TreeMap<>(entries);
        kept.keySet().removeAll(dropped);
        return new MountLimit(kept, dropped, before - bytes);
    }

    private static List<MountEntry.Regular> oldestFirst(NavigableMap<TreePath, MountEntry> entries) {
        List<MountEntry.Regular> files = new ArrayList<>();
        for (MountEntry entry : entries.values()) {
            if (entry instanceof MountEntry.Regular file && file.sizeBytes() > 0) {
                files.add(file);
            }
        }
        files.sort(Comparator.comparingLong(
                        (MountEntry.Regular file) -> file.meta().mtime())
                .thenComparing(MountEntry.Regular::path));
        return files;
    }
}
