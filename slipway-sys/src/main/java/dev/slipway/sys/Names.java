// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Names and paths as bytes. */
final class Names {
    private Names() {}

    /** The bytes of a path. Its text has lost what is not UTF-8; its URI has all bytes, percent-encoded. */
    static byte[] bytes(Path path) {
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

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** For messages: quoted, with what is not printable ASCII or a letter escaped. */
    static String shown(byte[] name) {
        StringBuilder out = new StringBuilder("\"");
        String text = new String(name, StandardCharsets.UTF_8);
        for (int i = 0; i < text.length() && i < 300; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == 0x7f || c == '\uFFFD') {
                out.append('?');
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    /** Refuses what is not the name of an entry in a folder. */
    static byte[] checked(byte[] name) throws KernelException {
        boolean dots = name.length <= 2;
        for (byte b : name) {
            if (b == '/' || b == 0) {
                throw new KernelException("name", Errno.EINVAL, shown(name));
            }
            dots &= b == '.';
        }
        if (dots) {
            throw new KernelException("name", Errno.EINVAL, shown(name));
        }
        return name;
    }
}
