// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.sys.SmallFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The form of the small files in the store: a first line with kind and version, the stamp, one line per field, and a last
 * line with a checksum. What is torn, changed or of another version is read as absent.
 */
record RecordFile(String kind, Stamp stamp, List<Field> fields) {
    private static final String VERSION = "2";
    /** No field has this name. */
    private static final String NOTHING = "";

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

    /** The values of all fields of that name. */
    List<String> values(String name) {
        List<String> found = new ArrayList<>();
        for (Field field : fields) {
            if (field.name().equals(name)) {
                found.add(field.value());
            }
        }
        return found;
    }

    /** The same without the fields of that name. */
    RecordFile without(String name) {
        return new RecordFile(
                kind,
                stamp,
                fields.stream().filter(field -> !field.name().equals(name)).toList());
    }

    /** The same with this field in place of others of its name. */
    RecordFile with(Field field) {
        List<Field> all = new ArrayList<>(without(field.name()).fields);
        all.add(field);
        return new RecordFile(kind, stamp, all);
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
        return readUntil(file, kind, NOTHING);
    }

    /** What stands before the first field of that name; the checksum is of all. */
    static Optional<RecordFile> readUntil(Path file, String kind, String name) {
        try {
            return decode(SmallFiles.read(file), kind, name);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    static Optional<RecordFile> decode(byte[] bytes, String kind) {
        return decode(bytes, kind, NOTHING);
    }

    private static Optional<RecordFile> decode(byte[] bytes, String kind, String until) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int sumAt = text.lastIndexOf("\nsum ") + 1;
        if (sumAt == 0 || !text.substring(sumAt).equals("sum " + sum(text.substring(0, sumAt)) + "\n")) {
            return Optional.empty();
        }
        String head = "slipway " + kind + " " + VERSION + "\nstamp ";
        if (!text.startsWith(head)) {
            return Optional.empty();
        }
        int at = text.indexOf('\n', head.length());
        Optional<Stamp> stamp = Stamp.parse(text.substring(head.length(), at));
        if (stamp.isEmpty()) {
            return Optional.empty();
        }
        List<Field> fields = new ArrayList<>();
        for (at++; at < sumAt; at = text.indexOf('\n', at) + 1) {
            int space = text.indexOf(' ', at);
            String name = text.substring(at, space);
            if (name.equals(until)) {
                break;
            }
            fields.add(new Field(name, unescape(text.substring(space + 1, text.indexOf('\n', at)))));
        }
        return Optional.of(new RecordFile(kind, stamp.get(), fields));
    }

    // against what is torn or decayed; it is computed for some hundred records before a build does anything
    private static String sum(String text) {
        CRC32 sum = new CRC32();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sum.update(bytes, 0, bytes.length);
        return HexFormat.of().toHexDigits((int) sum.getValue());
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
