// SPDX-License-Identifier: Apache-2.0
package dev.slipway.mounts;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What of a mount is carried where there is a limit to its size, and for all of them within what a list may have: the files
 * that were changed last.
 *
 * @param kept the rest
 * @param dropped the files that were too much
 * @param droppedBytes the sum of their sizes
 */
public record MountLimit(NavigableMap<TreePath, MountEntry> kept, Set<TreePath> dropped, long droppedBytes) {
    /** @param mostBytes how much all files may have */
    public static MountLimit of(NavigableMap<TreePath, MountEntry> entries, long mostBytes) {
        NavigableMap<TreePath, MountEntry> kept = listable(withinBytes(entries, mostBytes));
        Set<TreePath> dropped = new TreeSet<>(entries.keySet());
        dropped.removeAll(kept.keySet());
        return new MountLimit(kept, dropped, MountList.bytes(entries) - MountList.bytes(kept));
    }

    private static NavigableMap<TreePath, MountEntry> withinBytes(
            NavigableMap<TreePath, MountEntry> entries, long mostBytes) {
        NavigableMap<TreePath, MountEntry> kept = new TreeMap<>(entries);
        long bytes = MountList.bytes(entries);
        for (MountEntry entry : bytes > mostBytes ? oldestFirst(entries) : List.<MountEntry>of()) {
            if (bytes <= mostBytes) {
                break;
            }
            if (entry instanceof MountEntry.Regular file && file.sizeBytes() > 0) {
                bytes -= file.sizeBytes();
                kept.remove(file.path());
            }
        }
        return kept;
    }

    /** Merged with what others have it may be more than anybody would read. */
    private static NavigableMap<TreePath, MountEntry> listable(NavigableMap<TreePath, MountEntry> entries) {
        ListBudget all = new ListBudget();
        if (entries.values().stream().allMatch(all::take)) {
            return entries;
        }
        ListBudget budget = new ListBudget();
        NavigableMap<TreePath, MountEntry> kept = new TreeMap<>();
        for (MountEntry entry : oldestFirst(entries).reversed()) {
            Deque<MountEntry> fresh = new ArrayDeque<>();
            for (TreePath at = entry.path(); !kept.containsKey(at); at = at.parent()) {
                fresh.push(Objects.requireNonNull(entries.get(at), at::text));
                if (at.isRoot()) {
                    break;
                }
            }
            // folders that turn out to be for nothing do no harm
            while (!fresh.isEmpty() && budget.take(fresh.peek())) {
                MountEntry one = fresh.pop();
                kept.put(one.path(), one);
            }
        }
        return kept;
    }

    // folders before all that is no folder: they come along with what is in them
    private static List<MountEntry> oldestFirst(NavigableMap<TreePath, MountEntry> entries) {
        List<MountEntry> all = new ArrayList<>(entries.values());
        all.sort(Comparator.comparing((MountEntry entry) -> !(entry instanceof MountEntry.Folder))
                .thenComparingLong(entry -> entry.meta().mtime())
                .thenComparing(MountEntry::path));
        return all;
    }
}
