// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads small files of {@code /proc} and {@code /sys}. */
public final class KernelFile {
    private static final int LARGEST = 64 * 1024;

    private KernelFile() {}

    /**
     * The text, without white space at its ends; empty if it cannot be read. In one read of a large buffer: files of {@code
     * /proc/sys} give nothing to a second one, and {@code Files.readString} begins with a buffer of one byte for them.
     */
    public static Optional<String> read(String path) {
        byte[] buffer = new byte[LARGEST];
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            int length = in.read(buffer, 0, LARGEST);
            return Optional.of(new String(buffer, 0, Math.max(0, length), StandardCharsets.UTF_8).strip());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** The value of a line {@code NAME:	VALUE}, such as {@code /proc/PID/status} has them. */
    static Optional<String> field(String text, String name) {
        int at = ("\n" + text).indexOf("\n" + name + ":");
        if (at < 0) {
            return Optional.empty();
        }
        int begin = at + name.length() + 1;
        int end = text.indexOf('\n', begin);
        return Optional.of(text.substring(begin, end < 0 ? text.length() : end).strip());
    }
}
