// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Replaces {@code $NAME} and <code>${NAME:-default}</code> in the texts of a compose file. */
final class ComposeVariables {
    private static final int MAX_DEPTH = 20;

    private final Map<String, String> values;
    private int depth;

    ComposeVariables(Map<String, String> values) {
        this.values = values;
    }

    /** The same value with all texts in it replaced. */
    Object replaced(Object value) throws InvalidSetting {
        if (value instanceof String text) {
            return replaced(text);
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            for (Object item : list) {
                items.add(replaced(item));
            }
            return items;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> entries = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String key = String.valueOf(entry.getKey());
                try {
                    entries.put(key, replaced(entry.getValue()));
                } catch (InvalidSetting e) {
                    throw e.under(key);
                }
            }
            return entries;
        }
        return value instanceof ComposeValues.Instead(var inner) ? new ComposeValues.Instead(replaced(inner)) : value;
    }

    String replaced(String text) throws InvalidSetting {
        if (text.indexOf('$') < 0) {
            return text;
        }
        if (++depth > MAX_DEPTH) {
            throw new InvalidSetting("variables are nested too deeply in \"" + text + "\"");
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
            if (c != '$') {
                out.append(c);
                at++;
            } else if (next == '$') {
                out.append('$');
                at += 2;
            } else if (next == '{') {
                int close = close(text, at + 2);
                out.append(braced(text.substring(at + 2, close), text));
                at = close + 1;
            } else if (isStart(next)) {
                int end = nameEnd(text, at + 1);
                out.append(values.getOrDefault(text.substring(at + 1, end), ""));
                at = end;
            } else {
                throw new InvalidSetting("a dollar sign without a name in \"" + text + "\"", "a plain one is $$");
            }
        }
        depth--;
        return out.toString();
    }

    private static int close(String text, int start) throws InvalidSetting {
        int open = 1;
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) == '{' && text.charAt(i - 1) == '$') {
                open++;
            } else if (text.charAt(i) == '}' && --open == 0) {
                return i;
            }
        }
        throw new InvalidSetting("${ is not closed in \"" + text + "\"", "expected }");
    }

    private static boolean isStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static int nameEnd(String text, int start) {
        int end = start;
        while (end < text.length() && (isStart(text.charAt(end)) || Character.isDigit(text.charAt(end)))) {
            end++;
        }
        return end;
    }

    private String braced(String inside, String whole) throws InvalidSetting {
        int end = nameEnd(inside, 0);
        String name = inside.substring(0, end);
        if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
            throw new InvalidSetting("no name of a variable in \"" + whole + "\"");
        }
        boolean emptyCounts = inside.startsWith(":", end);
        int at = emptyCounts ? end + 1 : end;
        boolean isSet = values.containsKey(name)
                && !(emptyCounts && values.getOrDefault(name, "").isEmpty());
        String value = values.getOrDefault(name, "");
        if (at == inside.length()) {
            return value;
        }
        String rest = inside.substring(at + 1);
        return switch (inside.charAt(at)) {
            case '-' -> isSet ? value : replaced(rest);
            case '+' -> isSet ? replaced(rest) : "";
            case '?' -> {
                if (!isSet) {
                    throw new InvalidSetting(
                            "the variable " + name + " is required: " + replaced(rest),
                            "set it in the environment or in .env");
                }
                yield value;
            }
            default ->
                throw new InvalidSetting(
                        "\"${" + inside + "}\" has no meaning",
                        "known are ${A}, ${A:-b}, ${A-b}, ${A:+b}, ${A+b}, ${A:?b}, ${A?b}");
        };
    }
}
