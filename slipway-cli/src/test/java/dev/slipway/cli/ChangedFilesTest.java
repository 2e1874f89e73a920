// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangedFilesTest {
    @TempDir
    Path temporary;

    @Test
    void fileIsTouchedHoweverItIsNamed() throws IOException {
        Path root = temporary.toRealPath();
        Files.createDirectory(root.resolve("folder"));
        Files.createFile(root.resolve("bake.hcl"));
        Files.createSymbolicLink(root.resolve("link"), Path.of("folder"));
        ChangedFiles changed = new ChangedFiles(Set.of(root.resolve("bake.hcl"), root.resolve("link")));

        assertThat(changed.touch(root.resolve("./bake.hcl"))).isTrue();
        assertThat(changed.touch(root.resolve("folder/../bake.hcl"))).isTrue();
        assertThat(changed.touch(Path.of("").toAbsolutePath().relativize(root.resolve("bake.hcl"))))
                .isTrue();
        assertThat(changed.touch(root)).isTrue();
        assertThat(changed.touch(root.resolve("link/of"))).isTrue();
        assertThat(changed.touch(root.resolve("folder/of"))).isFalse();
        assertThat(changed.touch(root.resolve("bake.hcl2"))).isFalse();
    }
}
