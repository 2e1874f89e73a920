// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Syncs a store's file system and notes it, in a process that nobody waits for and that may outlive this one. It can be
 * started before it is told to, so that the end of a build does not wait for a start; if it is not told, it just ends. It
 * makes no file and renames none: who removes the store when the build has ended must not find it filled again meanwhile.
 */
final class LaterSync {
    private static final File DEV_NULL = Path.of("/dev/null").toFile();
    /** $1 the file system, $2 the note; a moment takes up to 20 places, so that a later one covers all of an earlier. */
    private static final String SCRIPT = "read -r moment && sync -f \"$1\" && printf '%20s\\n' \"$moment\""
            + " | dd of=\"$2\" conv=nocreat,notrunc status=none";

    private final Path note;
    private final List<String> command;
    private @Nullable Thread starting;
    private @Nullable Process process;

    LaterSync(Path root, Path note) {
        this.note = note;
        this.command = List.of("setsid", "sh", "-c", SCRIPT, "sync", root.toString(), note.toString());
    }

    /** Starts the process, without waiting for that; does nothing the second time. */
    synchronized void prepare() {
        if (starting == null) {
            starting = Thread.ofPlatform().daemon().name("slipway-sync").start(this::start);
        }
    }

    private void start() {
        try {
            makeNote();
            process = new ProcessBuilder(command)
                    .redirectOutput(DEV_NULL)
                    .redirectError(DEV_NULL)
                    .start();
        } catch (IOException _) {
            // what is not synced is built again after a loss of power, no more
        }
    }

    /** The note is empty, which tells of no sync, until the first has ended. */
    private void makeNote() throws IOException {
        if (Files.exists(note)) {
            return;
        }
        try {
            Files.createDirectories(note.getParent());
            Files.createFile(note);
        } catch (FileAlreadyExistsException _) {
            // another build was first
        }
    }

    /** Tells it to begin; everything that was written before the moment will have survived when it is noted. */
    void begin(long moment) {
        prepare();
        try {
            started().join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return;
        }
        if (process == null) {
            return;
        }
        try (OutputStream in = process.getOutputStream()) {
            in.write((moment + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException _) {
            // somebody killed it: as above
        }
    }

    private synchronized Thread started() {
        return Objects.requireNonNull(starting);
    }
}
