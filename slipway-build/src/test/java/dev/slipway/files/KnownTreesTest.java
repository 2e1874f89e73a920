// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.digest.Digest;
import dev.slipway.dockerfile.ignore.IgnorePatterns;
import dev.slipway.sys.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownTreesTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path folder;

    private static KnownTrees.Print print(String name) {
        KnownTrees.Print print = new KnownTrees.Print();
        print.put(name);
        return print;
    }

    @Test
    void whatWasPutIsFoundByALaterProcess() {
        Digest digest = Digest.of("content");

        new KnownTrees(folder.resolve("memory")).put(print("a"), digest, 10 * SECOND);

        assertThat(new KnownTrees(folder.resolve("memory")).find(print("a").digest()))
                .contains(digest);
        assertThat(new KnownTrees(folder.resolve("memory")).find(print("b").digest()))
                .isEmpty();
    }

    @Test
    void oldestIsForgottenWhenThereAreMany() {
        KnownTrees trees = new KnownTrees(folder.resolve("memory"));
        for (int i = 0; i < 40; i++) {
            trees.put(print("tree " + i), Digest.of("content " + i), 10 * SECOND);
        }

        assertThat(trees.find(print("tree 7").digest())).isEmpty();
        assertThat(trees.find(print("tree 8").digest())).contains(Digest.of("content 8"));
        assertThat(trees.find(print("tree 39").digest())).contains(Digest.of("content 39"));
    }

    @Test
    void tornFileCountsAsEmpty() throws IOException {
        Files.writeString(folder.resolve("memory.trees"), print("a").digest().hex() + " sha256:12");

        assertThat(new KnownTrees(folder.resolve("memory")).find(print("a").digest()))
                .isEmpty();
    }

    @Test
    void selectionWithAFileOfJustNowIsNotRemembered() throws Exception {
        Path source = Files.createDirectory(folder.resolve("source"));
        Files.writeString(source.resolve("a"), "one");
        digest(source);
        assertThat(folder.resolve("memory.trees")).doesNotExist();

        // an old time alone does not make it old: the inode says when it was changed
        Files.setLastModifiedTime(source.resolve("a"), FileTime.from(Instant.ofEpochSecond(1_000_000_000)));
        digest(source);

        assertThat(folder.resolve("memory.trees")).doesNotExist();
    }

    @Test
    void changeThatKeepsSizeAndTimeIsSeen() throws Exception {
        Path source = Files.createDirectory(folder.resolve("source"));
        Path file = Files.writeString(source.resolve("a"), "one");
        FileTime time = FileTime.from(Instant.ofEpochSecond(1_000_000_000));
        Files.setLastModifiedTime(file, time);
        Digest before = digest(source);

        Files.writeString(file, "two");
        Files.setLastModifiedTime(file, time);

        assertThat(digest(source)).isNotEqualTo(before);
    }

    private Digest digest(Path source) throws Exception {
        Content content = Content.ofContext(source, IgnorePatterns.NONE, Kernel.linux(), folder.resolve("memory"));
        return content.digest(content.select(List.of("/"), false), IgnorePatterns.NONE);
    }
}
