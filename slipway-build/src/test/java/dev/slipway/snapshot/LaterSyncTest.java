// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaterSyncTest {
    @TempDir
    Path folder;

    private Path note;
    private LaterSync sync;

    @BeforeEach
    void prepare() {
        note = folder.resolve("synced/this-boot");
        sync = new LaterSync(folder, note);
    }

    private String noted() throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (!Files.exists(note) || Files.size(note) == 0) {
            assertThat(Instant.now()).as("waiting for %s", note).isBefore(end);
            Thread.sleep(10);
        }
        return Files.readString(note).strip();
    }

    @Test
    void momentIsNotedWhenTheSyncHasEnded() throws Exception {
        sync.begin(42);

        assertThat(noted()).isEqualTo("42");
        assertThat(note.getParent()).isDirectoryContaining("glob:**/this-boot");
    }

    @Test
    void preparingNotesNothingUntilItIsTold() throws Exception {
        sync.prepare();
        sync.prepare();
        Thread.sleep(200);
        assertThat(note).isEmptyFile();

        sync.begin(-7);
        assertThat(noted()).isEqualTo("-7");
    }

    @Test
    void laterMomentReplacesAllOfAnEarlierOne() throws Exception {
        Files.createDirectories(note.getParent());
        Files.writeString(note, Long.MIN_VALUE + "\n");

        sync.begin(7);

        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (!noted().equals("7")) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(10);
        }
    }

    @Test
    void storeThatWasRemovedMeanwhileIsNotFilledAgain() throws Exception {
        sync.prepare();
        while (!Files.exists(note)) {
            Thread.sleep(1);
        }
        Files.delete(note);

        sync.begin(42);

        ProcessHandle.current().children().forEach(child -> child.onExit().join());
        assertThat(note.getParent()).isEmptyDirectory();
    }

    @Test
    void interruptedThreadStaysInterrupted() {
        Thread.currentThread().interrupt();

        sync.begin(1);

        assertThat(Thread.interrupted()).isTrue();
    }
}
