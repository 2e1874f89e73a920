// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** {@code x-bake}, below {@code build}: what compose has no words for. Adds to what the service says itself. */
record ComposeExtension(Map<String, Object> extension, Map<Field, Setting> settings) {
    /** The keys that are read. */
    static final List<String> KNOWN = List.of(
            "tags",
            "platforms",
            "no-cache-filter",
            "cache-from",
            "cache-to",
            "secret",
            "ssh",
            "output",
            "pull",
            "no-cache",
            "contexts");

    void apply() throws InvalidSetting {
        for (Field field : List.of(Field.TAGS, Field.PLATFORMS, Field.NO_CACHE_FILTER)) {
            addTexts(field);
        }
        for (Field field : List.of(Field.CACHE_FROM, Field.CACHE_TO, Field.SECRET, Field.SSH, Field.OUTPUT)) {
            addEntries(field);
        }
        for (Field field : List.of(Field.PULL, Field.NO_CACHE)) {
            Optional<Boolean> flag =
                    ComposeMerge.scalar(extension.get(field.attribute())).flatMap(Words::bool);
            flag.ifPresent(on -> settings.put(field, new Setting.Flag(on)));
        }
        addContexts();
    }

    private List<String> values(Field field) {
        Object value = extension.get(field.attribute());
        if (value instanceof String text) {
            return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+", -1));
        }
        return ComposeMerge.texts(value);
    }

    private void addTexts(Field field) {
        List<String> values = values(field);
        if (values.isEmpty()) {
            return;
        }
        Set<String> all = new LinkedHashSet<>();
        if (settings.get(field) instanceof Setting.Texts(var before)) {
            all.addAll(before);
        }
        all.addAll(values);
        settings.put(field, new Setting.Texts(new ArrayList<>(all)));
    }

    private void addEntries(Field field) throws InvalidSetting {
        List<Entry> all = new ArrayList<>();
        if (settings.get(field) instanceof Setting.Entries(var before, var _)) {
            all.addAll(before);
        }
        List<String> values = values(field);
        for (String value : values) {
            if (!value.isEmpty()) {
                all.addAll(EntryReader.read(field, value));
            }
        }
        if (!values.isEmpty()) {
            if (field == Field.SSH) {
                all.sort((a, b) -> a.get("id").compareTo(b.get("id")));
            }
            settings.put(field, new Setting.Entries(Entry.unique(all, field)));
        }
    }

    private void addContexts() {
        Map<String, String> all = new TreeMap<>();
        ComposeMerge.pairs(extension.get(Field.CONTEXTS.attribute()))
                .forEach((name, value) -> all.put(name, ComposeService.context(value.orElse(""))));
        if (all.isEmpty()) {
            return;
        }
        if (settings.get(Field.CONTEXTS) instanceof Setting.Pairs(var before)) {
            all.putAll(before);
        }
        settings.put(Field.CONTEXTS, new Setting.Pairs(all));
    }
}
