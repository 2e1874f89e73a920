// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.value.Conversion;
import dev.slipway.hcl.value.ConversionException;
import dev.slipway.hcl.value.Primitive;
import dev.slipway.hcl.value.Type;
import dev.slipway.hcl.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes settings of values, and values of settings where another block asks for them. */
final class SettingReader {
    private static final Type STRINGS = new Type.ListOf(Primitive.STRING);
    private static final Type STRING_MAP = new Type.MapOf(Primitive.STRING);

    private SettingReader() {}

    /** The setting; empty for null, which leaves most attributes as they are elsewhere. */
    static Optional<Setting> read(Field field, Value value) throws InvalidSetting {
        if (value.isNull()) {
            return field == Field.ATTEST ? Optional.of(new Setting.Entries(List.of(), true)) : Optional.empty();
        }
        return Optional.of(
                switch (field.kind()) {
                    case TEXT -> new Setting.Text(text(value));
                    case FLAG -> new Setting.Flag(convert(Primitive.BOOL, value) instanceof Value.Bool(var b) && b);
                    case TEXTS -> new Setting.Texts(texts(value));
                    case PAIRS -> new Setting.Pairs(pairs(value, field == Field.CONTEXTS));
                    default -> new Setting.Entries(entries(field, value));
                });
    }

    private static Value convert(Type type, Value value) throws InvalidSetting {
        try {
            return Conversion.to(type, value);
        } catch (ConversionException e) {
            throw new InvalidSetting(String.valueOf(e.getMessage()));
        }
    }

    private static String text(Value value) throws InvalidSetting {
        return convert(Primitive.STRING, value) instanceof Value.Text(var text) ? text : "";
    }

    private static List<String> texts(Value value) throws InvalidSetting {
        List<String> texts = new ArrayList<>();
        for (Value item : convert(STRINGS, value).elements()) {
            if (item.isNull()) {
                throw new InvalidSetting("element " + texts.size() + " is null, and a string is required");
            }
            texts.add(text(item));
        }
        return texts;
    }

    private static Map<String, String> pairs(Value value, boolean allRequired) throws InvalidSetting {
        Map<String, String> pairs = new TreeMap<>();
        for (Map.Entry<String, Value> entry :
                convert(STRING_MAP, value).entries().entrySet()) {
            if (!entry.getValue().isNull()) {
                pairs.put(entry.getKey(), text(entry.getValue()));
            } else if (allRequired) {
                throw new InvalidSetting("element \"" + entry.getKey() + "\" is null, and a string is required");
            }
        }
        return pairs;
    }

    private static List<Entry> entries(Field field, Value value) throws InvalidSetting {
        if (!value.isSequence() || value instanceof Value.SetValue) {
            throw new InvalidSetting("a list is required, got " + value.type().word());
        }
        List<Entry> entries = new ArrayList<>();
        for (Value item : value.elements()) {
            if (item.isNull() || (item instanceof Value.Text(var text) && text.isEmpty())) {
                continue;
            }
            if (item instanceof Value.Text(var text)) {
                entries.addAll(EntryReader.read(field, text));
            } else {
                entries.add(entry(field, item));
            }
        }
        return entries;
    }

    private static Entry entry(Field field, Value item) throws InvalidSetting {
        if (field.kind() == Field.Kind.KEYS) {
            return key(item);
        }
        Map<String, String> pairs = field.kind() == Field.Kind.CACHES ? cache(item) : pairs(item, false);
        if (field.kind() == Field.Kind.SECRETS) {
            for (String name : pairs.keySet()) {
                if (!List.of("id", "src", "env").contains(name)) {
                    throw new InvalidSetting("a secret has no \"" + name + "\"", "expected id, src, env");
                }
            }
        }
        pairs.values().removeIf(String::isEmpty);
        Entry entry = Entry.of(pairs);
        return switch (field.kind()) {
            case SECRETS -> entry;
            case ATTESTS -> EntryReader.disabled(EntryReader.typed(entry, pairs.toString()));
            case POLICIES -> PolicyEntry.of(pairs);
            default -> EntryReader.typed(entry, pairs.toString());
        };
    }

    /** The ids of cache mounts may be a list. */
    private static Map<String, String> cache(Value item) throws InvalidSetting {
        Value mounts = item.isMapping() ? item.entries().get(EntryReader.MOUNTS) : null;
        if (mounts == null || !mounts.isSequence()) {
            return pairs(item, false);
        }
        Map<String, Value> others = new TreeMap<>(item.entries());
        others.remove(EntryReader.MOUNTS);
        Map<String, String> pairs = pairs(Value.object(others), false);
        pairs.put(EntryReader.MOUNTS, String.join(",", texts(mounts)));
        return pairs;
    }

    private static Entry key(Value item) throws InvalidSetting {
        Value id = item.entries().get("id");
        Value paths = item.entries().get("paths");
        if (!item.isMapping()) {
            throw new InvalidSetting("an object with id and paths is required, got "
                    + item.type().word());
        }
        return new Entry(
                id == null || id.isNull() ? Map.of() : Map.of("id", text(id)),
                paths == null || paths.isNull() ? List.of() : texts(paths));
    }

    /** The value that another block sees of a setting. */
    static Value value(Field field, Optional<Setting> setting) {
        if (setting.isEmpty()) {
            return new Value.Null(type(field));
        }
        Setting found = setting.get();
        if (found instanceof Setting.Text(var text)) {
            return Value.of(text);
        }
        if (found instanceof Setting.Flag(var on)) {
            return Value.of(on);
        }
        if (found instanceof Setting.Texts(var items)) {
            return Value.texts(items);
        }
        if (found instanceof Setting.Pairs(var entries)) {
            return map(entries);
        }
        List<Value> items = new ArrayList<>();
        if (found instanceof Setting.Entries(var entries, var _)) {
            for (Entry entry : entries) {
                items.add(field.kind() == Field.Kind.KEYS ? key(entry) : map(entry.attributes()));
            }
        }
        return items.isEmpty()
                ? Value.list(STRING_MAP, items)
                : Value.list(items.getFirst().type(), items);
    }

    private static Value map(Map<String, String> entries) {
        Map<String, Value> values = new TreeMap<>();
        entries.forEach((name, text) -> values.put(name, Value.of(text)));
        return Value.map(Primitive.STRING, values);
    }

    private static Value key(Entry entry) {
        return Value.object(Map.of("id", Value.of(entry.get("id")), "paths", Value.texts(entry.paths())));
    }

    private static Type type(Field field) {
        return switch (field.kind()) {
            case TEXT -> Primitive.STRING;
            case FLAG -> Primitive.BOOL;
            case TEXTS -> STRINGS;
            case PAIRS -> STRING_MAP;
            default -> new Type.ListOf(STRING_MAP);
        };
    }
}
