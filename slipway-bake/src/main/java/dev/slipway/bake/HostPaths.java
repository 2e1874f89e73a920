// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
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

    /** Whether there is such a file beside the definitions. */
    static boolean existsBeside(Surroundings surroundings, String name) {
        Optional<Path> path = of(surroundings.project(), name);
        return path.isPresent() && Files.exists(path.get()) && !leadsOut(surroundings, path.get());
    }

    /** A file beside the definitions; where they are not of this machine, none outside of what came with them. */
    static SourceFile source(Surroundings surroundings, String name) throws InvalidSetting {
        return SourceFile.of(name, bytes(surroundings, name));
    }

    static String text(Surroundings surroundings, String name) throws InvalidSetting {
        return source(surroundings, name).text();
    }

    /** Whether a file is not one of those that came with definitions from elsewhere; a link does not lead out either. */
    static boolean leadsOut(Surroundings surroundings, Path file) {
        if (surroundings.remote().isEmpty()) {
            return false;
        }
        Path project = surroundings.project();
        try {
            return !file.normalize().startsWith(project)
                    || (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                            && !file.toRealPath().startsWith(project.toRealPath()));
        } catch (IOException _) {
            return true;
        }
    }

    private static byte[] bytes(Surroundings surroundings, String name) throws InvalidSetting {
        Optional<Path> path = of(surroundings.project(), name);
        if (path.isEmpty()) {
            throw new InvalidSetting("no file can have that name");
        }
        if (leadsOut(surroundings, path.get())) {
            throw new InvalidSetting("it leads out of the repository", "name a file of the repository");
        }
        try {
            if (Files.size(path.get()) > MOST_BYTES) {
                throw new InvalidSetting("it is larger than " + (MOST_BYTES >> 20) + " MiB");
            }
            return Files.readAllBytes(path.get());
        } catch (NoSuchFileException _) {
            String start = surroundings.remote().isPresent()
                    ? "are in the repository"
                    : "start from the folder that slipway runs in";
            throw new InvalidSetting("it is not there", "paths " + start);
        } catch (IOException e) {
            throw new InvalidSetting("it can't be read: " + e.getMessage());
        }
    }
}
