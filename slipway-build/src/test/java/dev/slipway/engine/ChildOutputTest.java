// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.text.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ChildOutputTest {
    @TempDir
    private Path folder;

    private GitProgram git(String script) throws IOException {
        Path program = folder.resolve("git");
        Files.writeString(program, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new GitProgram(Map.of("PATH", folder + ":/usr/bin:/bin"), Secrets.NONE);
    }

    @Test
    void whatAProgramSaysIsGiven() throws Exception {
        assertThat(git("echo one; echo two >&2").run("/r", "fetch")).isEqualTo("one\ntwo");
    }

    @Test
    void whatAProgramThatFailsSaysIsTold() throws Exception {
        GitProgram git = git("echo no such ref; exit 3");

        assertThatThrownBy(() -> git.run("/r", "fetch"))
                .isInstanceOf(RegistryException.class)
                .hasMessage("git fetch failed: no such ref");
    }

    @Test
    void aProgramThatStallsEndsWithWhoWaitsForIt() throws Exception {
        Path pid = folder.resolve("pid");
        GitProgram git = git("sleep 3600 & echo $! > " + pid + ".new; mv " + pid + ".new " + pid + "; wait");
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                thrown.complete(new AssertionError(git.run("/r", "fetch")));
            } catch (InterruptedException | RuntimeException e) {
                thrown.complete(e);
            }
        });
        while (!Files.exists(pid)) {
            Thread.sleep(10);
        }
        long started = Long.parseLong(Files.readString(pid).strip());

        waiting.interrupt();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        ProcessHandle.of(started).ifPresent(child -> child.onExit().join());
    }
}
