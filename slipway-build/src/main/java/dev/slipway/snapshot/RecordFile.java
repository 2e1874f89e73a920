// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The form of the small files in the store: a first line with kind and version, the stamp, one line per field, and a last
 * line with a checksum. What is torn, changed or of another version is read as absent.
 */
record RecordFile(String kind, Stamp stamp, List<Field> fields) {
    private static final String VERSION = "1";
    private static final int SUM_LENGTH = 32;

    /** A field; a name may stand several times. */
    record Field(String name, String value) {}

    RecordFile {
        fields = List.copyOf(fields);
    }

    Optional<String> value(String name) {
        for (Field field : fields) {
            if (field.name().equals(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    byte[] encode() {
        StringBuilder out = new StringBuilder(256);
        out.append("slipway ").append(kind).append(' ').append(VERSION).append('\n');
        out.append("stamp ").append(stamp).append('\n');
        for (Field field : fields) {
            out.append(field.name()).append(' ');
            escape(field.value(), out);
            out.append('\n');
        }
        String sum = sum(out.toString());
        out.append("sum ").append(sum).append('\n');
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    static Optional<RecordFile> read(Path file, String kind) {
        try {
            return decode(Files.readAllBytes(file), kind);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    static Optional<RecordFile> decode(byte[] bytes, String kind) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int sumAt = text.lastIndexOf("\nsum ") + 1;
        if (sumAt == 0 || !text.substring(sumAt).equals("sum " + sum(text.substring(0, sumAt)) + "\n")) {
            return Optional.empty();
        }
        List<String> lines = text.substring(0, sumAt).lines().toList();
        if (lines.size() < 2
                || !lines.getFirst().equals("slipway " + kind + " " + VERSION)
                || !lines.get(1).startsWith("stamp ")) {
            return Optional.empty();
        }
        List<Field> fields = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            int space = line.indexOf(' ');
            fields.add(new Field(line.substring(0, space), unescape(line.substring(space + 1))));
        }
        return Stamp.parse(lines.get(1).substring("stamp ".length())).map(stamp -> new RecordFile(kind, stamp, fields));
    }

    private static String sum(String text) {
        return Digest.of(text).hex().substring(0, SUM_LENGTH);
    }

    private static void escape(String value, StringBuilder out) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                default -> out.append(c);
            }
        }
    }

    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        boolean escaped = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!escaped && c == '\\') {
                escaped = true;
                continue;
            }
            out.append(escaped && c == 'n' ? '\n' : escaped && c == 'r' ? '\r' : c);
            escaped = false;
        }
        return out.toString();
    }
}
