// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The value of an attribute of a target. */
public sealed interface Setting {
    /** One text. */
    record Text(String text) implements Setting {}

    /** On or off. */
    record Flag(boolean on) implements Setting {}

    /** Texts in order. */
    record Texts(List<String> items) implements Setting {
        public Texts {
            items = List.copyOf(items);
        }
    }

    /** Texts by name, sorted. */
    record Pairs(Map<String, String> entries) implements Setting {
        public Pairs {
            entries = Collections.unmodifiableMap(new TreeMap<>(entries));
        }
    }

    /**
     * Caches, outputs, attestations, secrets or keys, in order.
     *
     * @param isAlone whether what was set before them is taken away
     */
    record Entries(List<Entry> items, boolean isAlone) implements Setting {
        public Entries {
            items = List.copyOf(items);
        }

        Entries(List<Entry> items) {
            this(items, false);
        }
    }

    /** This one, and what was set before it. */
    default Setting after(Setting before, Field field) {
        if (field.merge() == Field.Merge.BY_NAME
                && before instanceof Pairs(var old)
                && this instanceof Pairs(var fresh)) {
            Map<String, String> all = new TreeMap<>(old);
            all.putAll(fresh);
            return new Pairs(all);
        }
        if (field.merge() == Field.Merge.APPEND) {
            if (before instanceof Texts(var old) && this instanceof Texts(var fresh)) {
                return new Texts(joined(old, fresh));
            }
            if (before instanceof Entries(var old, var isAlone)
                    && this instanceof Entries(var fresh, var starts)
                    && !starts) {
                return new Entries(Entry.unique(joined(old, fresh), field), isAlone);
            }
        }
        return this;
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** Without what stands twice, and without empty texts. */
    default Setting normalized(Field field) {
        if (this instanceof Texts(var items)) {
            if (items.size() == 1 && !items.getFirst().isEmpty()) {
                return this;
            }
            Set<String> unique = new LinkedHashSet<>(items);
            unique.remove("");
            return new Texts(new ArrayList<>(unique));
        }
        if (this instanceof Pairs(var entries) && field == Field.CONTEXTS) {
            Map<String, String> kept = new TreeMap<>(entries);
            kept.values().removeIf(String::isEmpty);
            return new Pairs(kept);
        }
        return this instanceof Entries(var items, var isAlone)
                ? new Entries(Entry.unique(items, field), isAlone)
                : this;
    }

    /** Whether there is nothing to print. */
    default boolean isEmpty() {
        if (this instanceof Texts(var items)) {
            return items.isEmpty();
        }
        if (this instanceof Pairs(var entries)) {
            return entries.isEmpty();
        }
        return this instanceof Entries(var items, var _) && items.isEmpty();
    }
}
