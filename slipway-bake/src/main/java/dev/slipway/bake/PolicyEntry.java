// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An entry of {@code policy}, with clean words for what is on or off. */
final class PolicyEntry {
    private static final List<String> KEYS = List.of("filename", "reset", "disabled", "strict", "log-level");
    private static final List<String> LEVELS =
            List.of("panic", "fatal", "error", "warn", "warning", "info", "debug", "trace");

    private PolicyEntry() {}

    static Entry of(Map<String, String> pairs) throws InvalidSetting {
        Map<String, String> clean = new TreeMap<>();
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            String key = pair.getKey();
            String text = pair.getValue();
            switch (key) {
                case "filename" -> clean.put(key, named(text));
                case "reset", "disabled" -> {
                    if (flag(key, text)) {
                        clean.put(key, "true");
                    }
                }
                case "strict" -> clean.put(key, Boolean.toString(flag(key, text)));
                case "log-level" -> clean.put(key, level(text));
                default ->
                    throw new InvalidSetting(
                            "a policy has no \"" + key + "\"",
                            Suggestion.didYouMean(key, KEYS).orElse("expected " + String.join(", ", KEYS)));
            }
        }
        return Entry.of(clean);
    }

    private static String named(String file) throws InvalidSetting {
        if (file.isEmpty()) {
            throw new InvalidSetting("the name of the policy's file is empty", "expected filename=FILE");
        }
        return file;
    }

    private static boolean flag(String key, String text) throws InvalidSetting {
        Optional<Boolean> flag = Words.bool(text);
        if (flag.isEmpty()) {
            throw new InvalidSetting(key + "=" + text, "expected true or false");
        }
        return flag.get();
    }

    private static String level(String text) throws InvalidSetting {
        if (!LEVELS.contains(text)) {
            throw new InvalidSetting(
                    "log-level=" + text,
                    Suggestion.didYouMean(text, LEVELS).orElse("expected " + String.join(", ", LEVELS)));
        }
        return text.equals("warn") ? "warning" : text;
    }
}
