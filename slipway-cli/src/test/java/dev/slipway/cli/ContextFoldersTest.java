// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dockerfile.ignore.IgnorePatterns;
import dev.slipway.graph.Step;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContextFoldersTest {
    private final ContextFolders folders = new ContextFolders();

    private Step step(String name, String path, String... ignored) {
        return folders.step(
                new ContextFolders.Folder(name, Path.of(path), "load " + name),
                IgnorePatterns.of(List.of(ignored)).orElseThrow());
    }

    @Test
    void theSameFolderIsOneContextWhoeverUsesIt() {
        Step first = step("context", "a/b", "x");

        assertThat(step("other", "a/./b", "x")).isSameAs(first);
        assertThat(folders.ignored()).containsOnlyKeys("context");
    }

    @Test
    void whatLeavesSomethingElseOutIsAnotherContext() {
        Step first = step("context", "a", "x");
        Step second = step("context", "a", "y");
        Step third = step("context", "b", "x");

        assertThat(List.of(first.digest(), second.digest(), third.digest())).doesNotHaveDuplicates();
        assertThat(folders.ignored()).containsOnlyKeys("context", "context 2", "context 3");
    }
}
