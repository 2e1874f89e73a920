// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.sys.AtomicFiles;
import dev.slipway.sys.SmallFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows what survived. The death of a process loses nothing that it gave to the kernel, so whatever was put in since this
 * boot counts. After a loss of power files can be empty or missing whose names are there; so what was put in before this
 * boot counts only if the file system was synced after it. The moment of the last sync stands in {@code synced/<boot>},
 * itself written through to the disk. Nothing is synced file by file: a build syncs once, when it is done.
 */
final class Boots {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final Path folder;
    private final String current;
    private final Map<String, Long> synced = new ConcurrentHashMap<>();

    Boots(Path folder) {
        this(folder, readBootId());
    }

    /** For tests: another boot. */
    Boots(Path folder, String current) {
        this.folder = folder;
        this.current = current;
    }

    private static String readBootId() {
        try {
            return new String(SmallFiles.read(BOOT_ID), StandardCharsets.US_ASCII).strip();
        } catch (IOException _) {
            return "unknown"; // then every sync counts for all: no worse than not knowing
        }
    }

    /**
     * A stamp of now. Java's nanosecond clock is CLOCK_MONOTONIC on Linux: the same for all processes, and never set back
     * as the wall clock is.
     */
    Stamp now() {
        return new Stamp(current, System.nanoTime());
    }

    boolean survived(Stamp stamp) {
        return stamp.boot().equals(current) || stamp.moment() <= synced.computeIfAbsent(stamp.boot(), this::readMoment);
    }

    private long readMoment(String boot) {
        try {
            if (boot.indexOf('/') >= 0) {
                return Long.MIN_VALUE;
            }
            return Long.parseLong(new String(SmallFiles.read(folder.resolve(boot)), StandardCharsets.US_ASCII).strip());
        } catch (IOException | NumberFormatException _) {
            return Long.MIN_VALUE;
        }
    }

    /** Notes that a sync that began at this stamp has ended. The caller holds the lock on syncing. */
    void noteSynced(Stamp began, Path temp) throws IOException {
        if (readMoment(current) >= began.moment()) {
            return;
        }
        AtomicFiles.writeThrough(
                temp, folder.resolve(current), (began.moment() + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** What syncs the file system of the store, and notes it, while nobody waits. */
    LaterSync laterSync(Path root) {
        return new LaterSync(root, folder.resolve(current));
    }
}
