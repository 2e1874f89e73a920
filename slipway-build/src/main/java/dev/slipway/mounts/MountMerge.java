// SPDX-License-Identifier: Apache-2.0
package dev.slipway.mounts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Brings two later states of a mount together. What one side alone changed, made or removed counts; where both changed, what
 * stays goes before what is removed, and of two the one with the newer time. It does not matter which side is ours.
 */
public final class MountMerge {
    private final NavigableMap<TreePath, MountEntry> base;
    private final NavigableMap<TreePath, MountEntry> ours;
    private final NavigableMap<TreePath, MountEntry> theirs;

    private MountMerge(
            NavigableMap<TreePath, MountEntry> base,
            NavigableMap<TreePath, MountEntry> ours,
            NavigableMap<TreePath, MountEntry> theirs) {
        this.base = base;
        this.ours = ours;
        this.theirs = theirs;
    }

    /** @param base the last state that both had */
    public static NavigableMap<TreePath, MountEntry> merged(
            NavigableMap<TreePath, MountEntry> base,
            NavigableMap<TreePath, MountEntry> ours,
            NavigableMap<TreePath, MountEntry> theirs) {
        return new MountMerge(base, ours, theirs).merge();
    }

    private NavigableMap<TreePath, MountEntry> merge() {
        Set<TreePath> paths = new TreeSet<>(ours.keySet());
        paths.addAll(theirs.keySet());
        NavigableMap<TreePath, MountEntry> result = new TreeMap<>();
        for (TreePath path : paths) {
            MountEntry chosen = chosen(base.get(path), ours.get(path), theirs.get(path));
            if (chosen != null) {
                result.put(path, chosen);
            }
        }
        standUp(result);
        return result;
    }

    private static @Nullable MountEntry chosen(
            @Nullable MountEntry before, @Nullable MountEntry own, @Nullable MountEntry other) {
        if (same(own, other) || same(other, before)) {
            return own;
        }
        if (same(own, before) || own == null) {
            return other;
        }
        return other == null ? own : newer(own, other);
    }

    private static boolean same(@Nullable MountEntry one, @Nullable MountEntry other) {
        return one == null ? other == null : one.equals(other);
    }

    private static MountEntry newer(MountEntry own, MountEntry other) {
        int order = Long.compare(own.meta().mtime(), other.meta().mtime());
        if (order == 0) {
            order = own.toString().compareTo(other.toString());
        }
        return order >= 0 ? own : other;
    }

    /** Each entry gets its folders back that one side removed; what stands below a file is dropped. */
    private void standUp(NavigableMap<TreePath, MountEntry> result) {
        for (TreePath path : new ArrayList<>(result.keySet())) {
            for (TreePath at = path; !at.isRoot() && !result.containsKey(at.parent()); at = at.parent()) {
                result.put(at.parent(), folder(at.parent()));
            }
        }
        for (TreePath path : new ArrayList<>(result.keySet())) {
            if (!path.isRoot() && !(result.get(path.parent()) instanceof MountEntry.Folder)) {
                result.remove(path);
            }
        }
    }

    // one of the sides has an entry below it, and so the folder
    private MountEntry folder(TreePath path) {
        MountEntry own = ours.get(path);
        MountEntry other = theirs.get(path);
        if (own instanceof MountEntry.Folder && other instanceof MountEntry.Folder) {
            return newer(own, other);
        }
        MountEntry found = own instanceof MountEntry.Folder ? own : other;
        return found == null
                ? new MountEntry.Folder(path, new MountEntry.Meta(0755, 0, 0, 0, Collections.emptyMap()))
                : found;
    }
}
