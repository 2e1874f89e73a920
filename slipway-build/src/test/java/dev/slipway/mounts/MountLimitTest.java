// SPDX-License-Identifier: Apache-2.0
package dev.slipway.mounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MountLimitTest {
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private static NavigableMap<TreePath, MountEntry> many(String folder, int files, long mtime) {
        NavigableMap<TreePath, MountEntry> tree = Trees.of(Trees.folder(folder));
        for (int i = 0; i < files; i++) {
            MountEntry file = Trees.file(folder + "/" + i, "", mtime);
            tree.put(file.path(), file);
        }
        return tree;
    }

    private static void assertIsReadable(NavigableMap<TreePath, MountEntry> entries) throws IOException {
        MountList list = new MountList(entries, List.of());
        ListReader.requireReadable(ListWriter.toBytes(list), list);
    }

    @Test
    void whatTwoMachinesHaveTogetherIsCutToWhatReadersTake() throws IOException {
        NavigableMap<TreePath, MountEntry> ours = many("ours", 60_000, 2);
        NavigableMap<TreePath, MountEntry> merged = MountMerge.merged(Trees.of(), ours, many("theirs", 60_000, 1));

        MountLimit limit = MountLimit.of(merged, NO_LIMIT);

        assertThatThrownBy(() -> assertIsReadable(merged)).isInstanceOf(MalformedListException.class);
        assertIsReadable(limit.kept());
        assertThat(limit.kept()).hasSize(MountList.MOST_ENTRIES).containsAllEntriesOf(ours);
        assertThat(limit.dropped()).hasSize(merged.size() - MountList.MOST_ENTRIES);
    }

    @Test
    void foldersAloneAreCutToo() throws IOException {
        NavigableMap<TreePath, MountEntry> folders = Trees.of();
        for (int i = 0; i < 120_000; i++) {
            MountEntry folder = Trees.folder("f" + i);
            folders.put(folder.path(), folder);
        }

        assertIsReadable(MountLimit.of(folders, NO_LIMIT).kept());
    }

    @Test
    void aMountThatFitsStaysAsItIs() {
        NavigableMap<TreePath, MountEntry> tree = Trees.of(Trees.file("a", "text", 1), Trees.folder("b"));

        assertThat(MountLimit.of(tree, 4)).isEqualTo(new MountLimit(tree, Set.of(), 0));
    }

    @Test
    void ofTooManyBytesTheOldestGo() {
        NavigableMap<TreePath, MountEntry> tree =
                Trees.of(Trees.file("new", "text", 2), Trees.file("old", "text", 1), Trees.file("empty", "", 0));

        MountLimit limit = MountLimit.of(tree, 5);

        assertThat(limit.dropped()).containsExactly(new TreePath("old"));
        assertThat(limit.droppedBytes()).isEqualTo(4);
    }
}
