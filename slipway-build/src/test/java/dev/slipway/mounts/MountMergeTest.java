// SPDX-License-Identifier: Apache-2.0
package dev.slipway.mounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NavigableMap;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MountMergeTest {
    private static final int ROUNDS = 2_000;

    private static final NavigableMap<TreePath, MountEntry> BASE =
            Trees.of(Trees.folder("d"), Trees.file("d/one", "1", 1), Trees.file("two", "2", 1));

    private static NavigableMap<TreePath, MountEntry> without(String path) {
        NavigableMap<TreePath, MountEntry> tree = Trees.of(BASE.values().toArray(MountEntry[]::new));
        tree.remove(new TreePath(path));
        return tree;
    }

    private static NavigableMap<TreePath, MountEntry> with(MountEntry entry) {
        NavigableMap<TreePath, MountEntry> tree = Trees.of(BASE.values().toArray(MountEntry[]::new));
        tree.put(entry.path(), entry);
        return tree;
    }

    @Test
    void whatEachSideMadeIsThere() {
        MountEntry ours = Trees.file("ours", "o", 2);
        MountEntry theirs = Trees.file("d/theirs", "t", 2);

        var merged = MountMerge.merged(BASE, with(ours), with(theirs));

        assertThat(merged).hasSize(BASE.size() + 2).containsValues(ours, theirs);
    }

    @Test
    void whatOneSideRemovedIsGone() {
        assertThat(MountMerge.merged(BASE, without("two"), BASE)).isEqualTo(without("two"));
        assertThat(MountMerge.merged(BASE, BASE, without("two"))).isEqualTo(without("two"));
    }

    @Test
    void whatOneSideRemovedAndTheOtherChangedStays() {
        MountEntry changed = Trees.file("two", "changed", 3);

        assertThat(MountMerge.merged(BASE, without("two"), with(changed))).containsValue(changed);
    }

    @Test
    void ofTwoChangesTheNewerCounts() {
        MountEntry older = Trees.file("two", "older", 2);
        MountEntry newer = Trees.file("two", "newer", 3);

        assertThat(MountMerge.merged(BASE, with(older), with(newer))).containsValue(newer);
        assertThat(MountMerge.merged(BASE, with(newer), with(older))).containsValue(newer);
    }

    @Test
    void aFolderThatOneSideRemovedStaysForWhatTheOtherPutIntoIt() {
        NavigableMap<TreePath, MountEntry> ours = Trees.of(Trees.file("two", "2", 1));
        MountEntry theirs = Trees.file("d/new", "n", 2);

        var merged = MountMerge.merged(BASE, ours, with(theirs));

        assertThat(merged).containsValue(theirs).containsKey(new TreePath("d"));
        assertThat(merged).doesNotContainKey(new TreePath("d/one"));
    }

    @Test
    void mergesOfAnyTreesAreTreesInWhichNobodyLosesWhatHeMade() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            var base = Trees.random(random);
            var ours = Trees.changed(base, random);
            var theirs = Trees.changed(base, random);

            var merged = MountMerge.merged(base, ours, theirs);

            assertThat(Trees.isWellFormed(merged)).as("seed %d", seed).isTrue();
            assertThat(merged).as("seed %d, the other way", seed).isEqualTo(MountMerge.merged(base, theirs, ours));
            assertThat(MountMerge.merged(base, ours, base)).as("seed %d", seed).isEqualTo(ours);
            assertThat(MountMerge.merged(base, ours, ours)).as("seed %d", seed).isEqualTo(ours);
            ours.forEach((path, entry) -> {
                boolean made = !base.containsKey(path) && !theirs.containsKey(path);
                if (made && hasFolders(path, theirs, ours)) {
                    assertThat(merged).as("seed %d", random).containsEntry(path, entry);
                }
            });
            merged.forEach((path, entry) -> assertThat(entry).isIn(ours.get(path), theirs.get(path)));
        }
    }

    // neither side has put something else where the other has a folder
    private static boolean hasFolders(
            TreePath path, NavigableMap<TreePath, MountEntry> one, NavigableMap<TreePath, MountEntry> other) {
        for (TreePath at = path.parent(); !at.isRoot(); at = at.parent()) {
            if (!isFolder(one.get(at)) || !isFolder(other.get(at))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFolder(@Nullable MountEntry entry) {
        return entry == null || entry instanceof MountEntry.Folder;
    }
}
