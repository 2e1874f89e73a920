// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import java.nio.charset.StandardCharsets;

/** Names and paths as bytes. */
final class Names {
    private Names() {}

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
