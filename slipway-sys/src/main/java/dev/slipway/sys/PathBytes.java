// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Paths as the kernel knows them. */
public final class PathBytes {
    private PathBytes() {}

    /** The bytes of a path, made absolute. Its text has lost what is not UTF-8; its URI has all bytes, percent-encoded. */
    public static byte[] of(Path path) {
        Path absolute = path.toAbsolutePath();
        String text = absolute.toString();
        return text.indexOf(0xfffd) < 0
                ? text.getBytes(StandardCharsets.UTF_8)
                : unescaped(absolute.toUri().getRawPath());
    }

    private static byte[] unescaped(String path) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // the URI of a folder has a slash at its end
        int end = path.endsWith("/") ? path.length() - 1 : path.length();
        for (int i = 0; i < end; i++) {
            char c = path.charAt(i);
            if (c == '%') {
                out.write(Integer.parseInt(path, i + 1, i + 3, 16));
                i += 2;
            } else {
                out.write(c);
            }
        }
        return out.toByteArray();
    }
}
