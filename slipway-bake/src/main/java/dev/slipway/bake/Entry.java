// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    private boolean same(Entry other) {
        return attributes.equals(other.attributes) && paths.equals(other.paths);
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
        List<Entry> unique = new ArrayList<>();
        for (Entry entry : entries) {
            int at = 0;
            while (at < unique.size() && !unique.get(at).get(key).equals(entry.get(key))) {
                at++;
            }
            if (at < unique.size()) {
                unique.set(at, entry);
            } else {
                unique.add(entry);
            }
        }
        return unique;
    }

    // a twin's place is taken by the last one: the order that buildx prints
    private static List<Entry> withoutTwins(List<Entry> entries) {
        List<Entry> unique = new ArrayList<>(entries);
        for (int i = unique.size() - 2; i >= 0; i--) {
            for (int j = i + 1; j < unique.size(); j++) {
                if (unique.get(i).same(unique.get(j))) {
                    Entry last = unique.removeLast();
                    if (j < unique.size()) {
                        unique.set(j, last);
                    }
                    break;
                }
            }
        }
        return unique;
    }
}
