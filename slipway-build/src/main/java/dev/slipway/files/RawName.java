// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

import dev.slipway.sys.PathBytes;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * File names are bytes; in Java they are kept as strings in which each byte that is not UTF-8 stands as a lone surrogate
 * U+DC80..U+DCFF (the way of Python's PEP 383). Such a string goes through maps, comparisons and joins like any other and
 * comes out as the bytes that it was.
 */
final class RawName {
    private static final char LOW = 0xdc00;

    private RawName() {}

    static String decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf(0xfffd) < 0 ? text : decodeSlowly(bytes);
    }

    private static String decodeSlowly(byte[] bytes) {
        StringBuilder out = new StringBuilder(bytes.length);
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer chars = CharBuffer.allocate(bytes.length + 1);
        while (true) {
            var result = decoder.reset().decode(in, chars, true);
            out.append(chars.flip());
            chars.clear();
            if (!result.isError()) {
                return out.toString();
            }
            for (int i = 0; i < result.length(); i++) {
                out.append((char) (LOW + (in.get() & 0xff)));
            }
        }
    }

    static byte[] encode(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (isEscape(name, i)) {
                return encodeSlowly(name);
            }
        }
        return name.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] encodeSlowly(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int start = 0;
        for (int i = 0; i < name.length(); i++) {
            if (isEscape(name, i)) {
                out.writeBytes(name.substring(start, i).getBytes(StandardCharsets.UTF_8));
                out.write(name.charAt(i) - LOW);
                start = i + 1;
            }
        }
        out.writeBytes(name.substring(start).getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    private static boolean isEscape(String name, int at) {
        char c = name.charAt(at);
        return c >= LOW + 0x80 && c <= LOW + 0xff && (at == 0 || !Character.isHighSurrogate(name.charAt(at - 1)));
    }

    /** The last name of a path that came from the file system. */
    static String of(Path path) {
        String name = String.valueOf(path.getFileName());
        if (name.indexOf(0xfffd) < 0) {
            return name;
        }
        byte[] bytes = PathBytes.of(path);
        int begin = bytes.length;
        while (begin > 0 && bytes[begin - 1] != '/') {
            begin--;
        }
        return decode(Arrays.copyOfRange(bytes, begin, bytes.length));
    }

    /** The path of an entry in a folder. */
    static Path in(Path folder, String name) {
        for (int i = 0; i < name.length(); i++) {
            if (isEscape(name, i)) {
                StringBuilder uri = new StringBuilder(folder.toUri().toString());
                if (uri.charAt(uri.length() - 1) != '/') {
                    uri.append('/');
                }
                for (byte b : encode(name)) {
                    uri.append('%')
                            .append(Character.forDigit((b >> 4) & 15, 16))
                            .append(Character.forDigit(b & 15, 16));
                }
                return Path.of(URI.create(uri.toString()));
            }
        }
        return folder.resolve(name);
    }

    /** The name for people: what is not UTF-8 as {@code \xNN}. */
    static String shown(String name) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            if (isEscape(name, i)) {
                out.append("\\x").append(Integer.toHexString(name.charAt(i) - LOW));
            } else {
                out.append(name.charAt(i));
            }
        }
        return out.toString();
    }
}
