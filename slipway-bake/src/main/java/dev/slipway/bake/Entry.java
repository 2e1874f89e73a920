// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A cache, output, attestation, secret or key.
 *
 * @param attributes by name, {@code type} or {@code id} among them
 * @param paths those of a key
 */
public record Entry(Map<String, String> attributes, List<String> paths) {
    public Entry {
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
        paths = List.copyOf(paths);
    }

    static Entry of(Map<String, String> attributes) {
        return new Entry(attributes, List.of());
    }

    String get(String name) {
        return attributes.getOrDefault(name, "");
    }

    Entry with(String name, String value) {
        Map<String, String> more = new TreeMap<>(attributes);
        more.put(name, value);
        return new Entry(more, paths);
    }

    // not those that records get, which are spun at run time
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Entry entry && attributes.equals(entry.attributes) && paths.equals(entry.paths);
    }

    @Override
    public int hashCode() {
        return 31 * attributes.hashCode() + paths.hashCode();
    }

    /** Each once: attestations by type and secrets by id, the last one given holding; the others by all that they say. */
    static List<Entry> unique(List<Entry> entries, Field field) {
        return switch (field.kind()) {
            case ATTESTS -> byKey(entries, "type");
            case SECRETS -> byKey(entries, "id");
            // each adds to those before it, or resets them: the order counts
            case POLICIES -> List.copyOf(entries);
            default -> withoutTwins(entries);
        };
    }

    private static List<Entry> byKey(List<Entry> entries, String key) {
        Map<String, Entry> unique = new LinkedHashMap<>();
        for (Entry entry : entries) {
            unique.put(entry.get(key), entry);
        }
        return List.copyOf(unique.values());
    }

    // a twin's place is taken by the last one: the order that buildx prints
    private static List<Entry> withoutTwins(List<Entry> entries) {
        if (entries.size() < 2) {
            return entries;
        }
        List<Entry> unique = new ArrayList<>(entries);
        Map<Entry, Integer> places = new HashMap<>();
        for (int i = unique.size() - 1; i >= 0; i--) {
            Integer twin = places.put(unique.get(i), i);
            if (twin != null) {
                Entry last = unique.removeLast();
                if (twin < unique.size()) {
                    unique.set(twin, last);
                    places.put(last, twin);
                }
            }
        }
        return unique;
    }
}
