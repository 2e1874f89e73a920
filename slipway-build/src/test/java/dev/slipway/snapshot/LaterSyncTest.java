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
        sync = new LaterSync(folder, folder.resolve("synced"), note);
    }

    private String noted() throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (!Files.exists(note)) {
            assertThat(Instant.now()).as("waiting for %s", note).isBefore(end);
            Thread.sleep(10);
        }
        return Files.readString(note);
    }

    @Test
    void momentIsNotedWhenTheSyncHasEnded() throws Exception {
        sync.begin(42);

        assertThat(noted()).isEqualTo("42\n");
        assertThat(note.getParent()).isDirectoryContaining("glob:**/this-boot");
    }

    @Test
    void preparingNotesNothingUntilItIsTold() throws Exception {
        sync.prepare();
        sync.prepare();
        Thread.sleep(200);
        assertThat(note).doesNotExist();

        sync.begin(-7);
        assertThat(noted()).isEqualTo("-7\n");
    }

    @Test
    void interruptedThreadStaysInterrupted() {
        Thread.currentThread().interrupt();

        sync.begin(1);

        assertThat(Thread.interrupted()).isTrue();
    }
}
