// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.text.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads paths. */
final class Paths {
    private Paths() {}

    static Path of(Argument value) {
        if (value.text().isEmpty()) {
            throw value.error("the path is empty", "expected: a path");
        }
        try {
            return Path.of(value.text());
        } catch (InvalidPathException _) {
            throw value.error("this cannot be a path", "it holds a character that no file name has");
        }
    }

    /** The whole path without links, as far as it exists. */
    static Path real(Path path) {
        Path known = path.toAbsolutePath().normalize();
        Path missing = Path.of("");
        while (known.getParent() != null) {
            try {
                return known.toRealPath().resolve(missing).normalize();
            } catch (IOException _) {
                missing = known.getFileName().resolve(missing);
                known = known.getParent();
            }
        }
        return known.resolve(missing).normalize();
    }

    /** Writes a file that is the result of a command. */
    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new HostException("cannot write " + Reasons.of(e), e);
        }
    }

    /** A file to write, existing or new, in a folder that is there. */
    static Path toWrite(Argument value) {
        Path path = of(value);
        if (Files.isDirectory(path)) {
            throw value.error("this is a folder, not a file", "name a file, existing or new");
        }
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw value.error("the folder of this file is not there", "make it first");
        }
        return path;
    }
}
