// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

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
}
