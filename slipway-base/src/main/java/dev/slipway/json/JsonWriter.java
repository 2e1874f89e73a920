// SPDX-License-Identifier: Apache-2.0
package dev.slipway.json;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Writes JSON. The compact form is what Go's {@code encoding/json} writes (it escapes {@code <}, {@code >}, {@code &},
 * U+2028 and U+2029 too), so that equal values have equal digests wherever they were written.
 */
public final class JsonWriter {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder();
    private final int indent;

    private JsonWriter(int indent) {
        this.indent = indent;
    }

    /** Without any white space. */
    public static String compact(Json value) {
        JsonWriter writer = new JsonWriter(0);
        writer.write(value, 0);
        return writer.out.toString();
    }

    public static byte[] compactBytes(Json value) {
        return compact(value).getBytes(StandardCharsets.UTF_8);
    }

    /** For people: two blanks a level, a final newline left out. */
    public static String pretty(Json value) {
        return pretty(value, 2);
    }

    /** For people, {@code indent} blanks a level. */
    public static String pretty(Json value, int indent) {
        JsonWriter writer = new JsonWriter(indent);
        writer.write(value, 0);
        return writer.out.toString();
    }

    private void write(Json value, int level) {
        // no switch over types: it costs milliseconds at its first use, which is on the path of every build
        if (value instanceof Json.Text(var text)) {
            string(text);
        } else if (value instanceof Json.Num(var text)) {
            out.append(text);
        } else if (value instanceof Json.Bool(var b)) {
            out.append(b);
        } else if (value instanceof Json.Arr(var items)) {
            array(items, level);
        } else if (value instanceof Json.Obj(var members)) {
            object(members, level);
        } else {
            out.append("null");
        }
    }

    private void array(List<Json> items, int level) {
        Iterator<Json> rest = items.iterator();
        out.append('[');
        while (rest.hasNext()) {
            line(level + 1);
            write(rest.next(), level + 1);
            if (rest.hasNext()) {
                out.append(',');
            }
        }
        close(items.isEmpty(), level).append(']');
    }

    private void object(Map<String, Json> members, int level) {
        Iterator<Map.Entry<String, Json>> rest = members.entrySet().iterator();
        out.append('{');
        while (rest.hasNext()) {
            Map.Entry<String, Json> member = rest.next();
            line(level + 1);
            string(member.getKey());
            out.append(indent > 0 ? ": " : ":");
            write(member.getValue(), level + 1);
            if (rest.hasNext()) {
                out.append(',');
            }
        }
        close(members.isEmpty(), level).append('}');
    }

    private StringBuilder close(boolean empty, int level) {
        if (!empty) {
            line(level);
        }
        return out;
    }

    private void line(int level) {
        if (indent > 0) {
            out.append('\n').append(" ".repeat(indent * level));
        }
    }

    // nearly all characters are plain: what stands between two others is appended as a whole
    private void string(String text) {
        out.append('"');
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (needsEscape(c)) {
                out.append(text, plain, i);
                escape(c);
                plain = i + 1;
            }
        }
        out.append(text, plain, text.length()).append('"');
    }

    // most are letters: they need two comparisons
    private static boolean needsEscape(char c) {
        return c > '>'
                ? c == '\\' || c == 0x2028 || c == 0x2029
                : c < ' ' || c == '"' || c == '&' || (c >= '<' && c != '=');
    }

    private void escape(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                out.append("\\u").append(HEX.charAt(c >> 12)).append(HEX.charAt(c >> 8 & 15));
                out.append(HEX.charAt(c >> 4 & 15)).append(HEX.charAt(c & 15));
            }
        }
    }
}
