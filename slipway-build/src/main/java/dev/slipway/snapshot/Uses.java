// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * When records were last used: the time of their files. A build that finds the same as another one a moment ago does not
 * set them again; an empty file named by all that was found remembers it, so that this costs one look.
 */
final class Uses {
    private static final long PAUSE_MILLIS = 10 * 60_000;

    private final Path folder;
    private final Queue<Path> found = new ConcurrentLinkedQueue<>();

    Uses(StoreLayout layout) {
        this.folder = layout.uses();
    }

    void add(Path file) {
        found.add(file);
    }

    /** Notes the use of all that was found since the last time. */
    void note() {
        long name = 0;
        for (Path file : found) {
            name += mixed(String.valueOf(file.getFileName()));
        }
        if (found.isEmpty()) {
            return;
        }
        Path mark = folder.resolve(Long.toHexString(name));
        long now = System.currentTimeMillis();
        try {
            // zero if it was never noted
            if (now - mark.toFile().lastModified() >= PAUSE_MILLIS) {
                touch(mark, FileTime.fromMillis(now));
            }
        } catch (IOException _) {
            // it will go a little earlier than it should; a store that can't be written to has no collection either
        }
        found.clear();
    }

    private void touch(Path mark, FileTime now) throws IOException {
        for (Path file : found) {
            try {
                Files.setLastModifiedTime(file, now);
            } catch (NoSuchFileException _) {
                // it was taken away meanwhile
            }
        }
        try {
            Files.createDirectories(folder);
            Files.createFile(mark);
        } catch (FileAlreadyExistsException _) {
            Files.setLastModifiedTime(mark, now);
        }
    }

    /** The sum of these is the same in any order. */
    private static long mixed(String name) {
        long mixed = 0;
        for (int i = 0; i < name.length(); i++) {
            mixed = mixed * 31 + name.charAt(i);
        }
        mixed *= 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 29);
    }
}
