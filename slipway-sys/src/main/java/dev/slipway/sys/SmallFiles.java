// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads small files whole. {@code Files.readAllBytes} makes channels, whose first use looks at the machine's network: on
 * the path of a build in which nothing changed that is a good part of the time.
 */
public final class SmallFiles {
    private SmallFiles() {}

    /** The bytes of the file. */
    public static byte[] read(Path file) throws IOException {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return in.readAllBytes();
        }
    }
}
