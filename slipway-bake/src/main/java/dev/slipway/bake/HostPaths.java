// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Files that a bake or compose file names, which may be any text. */
final class HostPaths {
    private static final long MOST_BYTES = 64L << 20;

    private HostPaths() {}

    /** The path; empty for a text that no file of this machine can have as its name. */
    static Optional<Path> of(Path folder, String name) {
        try {
            return Optional.of(folder.resolve(name));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    static boolean exists(Path folder, String name) {
        Optional<Path> path = of(folder, name);
        return path.isPresent() && Files.exists(path.get());
    }

    static boolean isFolder(Path folder, String name) {
        Optional<Path> path = of(folder, name);
        return path.isPresent() && Files.isDirectory(path.get());
    }

    static SourceFile source(Path folder, String name) throws InvalidSetting {
        return SourceFile.of(name, bytes(folder, name));
    }

    static String text(Path folder, String name) throws InvalidSetting {
        return source(folder, name).text();
    }

    private static byte[] bytes(Path folder, String name) throws InvalidSetting {
        Optional<Path> path = of(folder, name);
        if (path.isEmpty()) {
            throw new InvalidSetting("no file can have that name");
        }
        try {
            if (Files.size(path.get()) > MOST_BYTES) {
                throw new InvalidSetting("it is larger than " + (MOST_BYTES >> 20) + " MiB");
            }
            return Files.readAllBytes(path.get());
        } catch (NoSuchFileException _) {
            throw new InvalidSetting("it is not there", "paths start from the folder that slipway runs in");
        } catch (IOException e) {
            throw new InvalidSetting("it can't be read: " + e.getMessage());
        }
    }
}
