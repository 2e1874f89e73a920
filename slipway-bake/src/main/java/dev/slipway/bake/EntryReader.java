// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.function.CsvText;
import dev.slipway.hcl.function.FunctionException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads caches, outputs, attestations, secrets and keys from their text, such as {@code type=local,dest=out}. */
final class EntryReader {
    /** The attribute of a cache with the ids of cache mounts. */
    static final String MOUNTS = "mounts";

    private EntryReader() {}

    /** The entries that the text is: more than one only for caches, which may be names with commas between. */
    static List<Entry> read(Field field, String text) throws InvalidSetting {
        return switch (field.kind()) {
            case CACHES -> caches(text);
            case OUTPUTS -> List.of(output(text));
            case ATTESTS -> List.of(attest(text));
            case POLICIES -> List.of(PolicyEntry.of(pairs(text)));
            case SECRETS -> List.of(secret(text));
            default -> List.of(key(text));
        };
    }

    static List<String> fields(String text) throws InvalidSetting {
        try {
            List<List<String>> rows = CsvText.rows(text);
            if (rows.size() > 1) {
                throw new InvalidSetting("\"" + text + "\" has more than one line");
            }
            return rows.isEmpty() ? List.of("") : rows.getFirst();
        } catch (FunctionException e) {
            throw new InvalidSetting("\"" + text + "\" can't be split at its commas: " + e.getMessage());
        }
    }

    private static Map<String, String> pairs(String text) throws InvalidSetting {
        Map<String, String> pairs = new TreeMap<>();
        for (String field : fields(text)) {
            Map.Entry<String, String> pair = pair(field, text);
            pairs.put(pair.getKey(), pair.getValue());
        }
        return pairs;
    }

    private static Map.Entry<String, String> pair(String field, String text) throws InvalidSetting {
        int equals = field.indexOf('=');
        if (equals < 0) {
            throw new InvalidSetting("\"" + field + "\" is no NAME=VALUE, in \"" + text + "\"");
        }
        return Map.entry(field.substring(0, equals).strip().toLowerCase(Locale.ROOT), field.substring(equals + 1));
    }

    private static List<Entry> caches(String text) throws InvalidSetting {
        List<Entry> entries = new ArrayList<>();
        if (text.indexOf('=') < 0) {
            for (String reference : fields(text)) {
                entries.add(Entry.of(Map.of("type", "registry", "ref", reference)));
            }
            return entries;
        }
        return List.of(typed(Entry.of(cache(text)), text));
    }

    /** What stands behind {@code mounts=ID} and is no pair are further ids. */
    private static Map<String, String> cache(String text) throws InvalidSetting {
        Map<String, String> pairs = new TreeMap<>();
        String last = "";
        for (String field : fields(text)) {
            boolean isId = field.indexOf('=') < 0 && last.equals(MOUNTS);
            Map.Entry<String, String> pair = isId ? Map.entry(MOUNTS, field) : pair(field, text);
            last = pair.getKey();
            String before = last.equals(MOUNTS) ? pairs.getOrDefault(last, "") : "";
            pairs.put(last, before.isEmpty() ? pair.getValue() : before + "," + pair.getValue());
        }
        return pairs;
    }

    /** The entry, which must have a type. */
    static Entry typed(Entry entry, String text) throws InvalidSetting {
        if (entry.get("type").isEmpty()) {
            throw new InvalidSetting("\"" + text + "\" has no type", "expected type=...");
        }
        return entry;
    }

    private static Entry output(String text) throws InvalidSetting {
        List<String> fields = fields(text);
        if (fields.size() == 1 && fields.getFirst().equals(text) && !text.startsWith("type=")) {
            return Entry.of(Map.of("type", text.equals("-") ? "tar" : "local", "dest", text));
        }
        Map<String, String> pairs = pairs(text);
        if (pairs.getOrDefault("dest", "").isEmpty()) {
            pairs.remove("dest");
        }
        return typed(Entry.of(pairs), text);
    }

    private static Entry attest(String text) throws InvalidSetting {
        return disabled(typed(Entry.of(pairs(text)), text));
    }

    /** The attestation with a clean word for whether it is turned off. */
    static Entry disabled(Entry entry) throws InvalidSetting {
        if (!entry.attributes().containsKey("disabled")) {
            return entry;
        }
        String word = entry.get("disabled");
        Optional<Boolean> disabled = Words.bool(word);
        if (disabled.isEmpty()) {
            throw new InvalidSetting("disabled=" + word + "", "expected true or false");
        }
        Map<String, String> attributes = new TreeMap<>(entry.attributes());
        attributes.remove("disabled");
        return disabled.get() ? Entry.of(attributes).with("disabled", "true") : Entry.of(attributes);
    }

    private static Entry secret(String text) throws InvalidSetting {
        Map<String, String> secret = new TreeMap<>();
        String type = "";
        for (Map.Entry<String, String> pair : pairs(text).entrySet()) {
            switch (pair.getKey()) {
                case "type" -> type = pair.getValue();
                case "id", "env" -> secret.put(pair.getKey(), pair.getValue());
                case "src", "source" -> secret.put("src", pair.getValue());
                default ->
                    throw new InvalidSetting(
                            "a secret has no \"" + pair.getKey() + "\"", "expected id, src, env, type");
            }
        }
        if (!List.of("", "file", "env").contains(type)) {
            throw new InvalidSetting("a secret is of type file or env, not \"" + type + "\"");
        }
        if (type.equals("env") && !secret.containsKey("env")) {
            String name = secret.remove("src");
            secret.put("env", name == null ? "" : name);
        }
        return Entry.of(secret);
    }

    private static Entry key(String text) {
        int equals = text.indexOf('=');
        return equals < 0
                ? Entry.of(Map.of("id", text))
                : new Entry(
                        Map.of("id", text.substring(0, equals)),
                        Arrays.asList(text.substring(equals + 1).split(",", -1)));
    }
}
