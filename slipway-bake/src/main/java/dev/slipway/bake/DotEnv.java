// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import java.util.HashMap;
import java.util.Map;

/** Files of {@code NAME=VALUE} lines. */
final class DotEnv {
    private DotEnv() {}

    /**
     * The variables that the text sets.
     *
     * @param known what values may refer to
     */
    static Map<String, String> read(String text, Map<String, String> known) throws InvalidSetting {
        Map<String, String> all = new HashMap<>(known);
        Map<String, String> found = new HashMap<>();
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            String line = text.substring(at, end).strip();
            String plain = line.startsWith("export ") ? line.substring(7).strip() : line;
            int equals = separator(plain);
            at = end + 1;
            if (plain.isEmpty() || plain.startsWith("#")) {
                continue;
            }
            if (equals < 0) {
                if (all.containsKey(plain)) {
                    found.put(plain, all.getOrDefault(plain, ""));
                }
                continue;
            }
            String name = plain.substring(0, equals).strip();
            String raw = plain.substring(equals + 1).strip();
            char quote = raw.isEmpty() ? ' ' : raw.charAt(0);
            if ((quote == '"' || quote == '\'') && close(raw, quote) < 0) {
                int start = text.indexOf(raw, at - 1 - line.length() < 0 ? 0 : at - 1 - line.length());
                int stop = close(text.substring(start), quote);
                if (stop < 0) {
                    throw new InvalidSetting("the quote of " + name + " does not end");
                }
                raw = text.substring(start, start + stop + 1);
                int next = text.indexOf('\n', start + stop);
                at = next < 0 ? text.length() : next + 1;
            }
            String value = value(raw, all);
            found.put(name, value);
            all.putIfAbsent(name, value);
        }
        return found;
    }

    private static int separator(String line) {
        int equals = line.indexOf('=');
        int colon = line.indexOf(':');
        return equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
    }

    private static int close(String raw, char quote) {
        for (int i = 1; i < raw.length(); i++) {
            if (raw.charAt(i) == '\\' && quote == '"') {
                i++;
            } else if (raw.charAt(i) == quote) {
                return i;
            }
        }
        return -1;
    }

    private static String value(String raw, Map<String, String> all) throws InvalidSetting {
        if (raw.startsWith("'")) {
            return raw.substring(1, close(raw, '\''));
        }
        if (raw.startsWith("\"")) {
            String inner = raw.substring(1, close(raw, '"'));
            String plain = inner.replace("\\n", "\n")
                    .replace("\\r", "\r")
                    .replace("\\\"", "\"")
                    .replace("\\\\", "\\");
            return new ComposeVariables(all).replaced(plain);
        }
        int comment = raw.indexOf(" #");
        return new ComposeVariables(all).replaced((comment < 0 ? raw : raw.substring(0, comment)).strip());
    }
}
