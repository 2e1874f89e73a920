// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Copies of collections whose order is told: as given, or as Go sorts the keys of a map. */
final class Ordered {
    private Ordered() {}

    static <V> Map<String, V> copy(Map<String, V> map) {
        return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    static <V> SortedMap<String, V> sorted(Map<String, V> map) {
        SortedMap<String, V> sorted = new TreeMap<>(Ordered::compareCodePoints);
        sorted.putAll(map);
        return Collections.unmodifiableSortedMap(sorted);
    }

    static Collection<String> sorted(Collection<String> names) {
        TreeSet<String> sorted = new TreeSet<>(Ordered::compareCodePoints);
        sorted.addAll(names);
        return Collections.unmodifiableSortedSet(sorted);
    }

    // Go compares UTF-8, whose order is that of code points; UTF-16's differs above U+FFFF
    private static int compareCodePoints(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        for (int i = 0; i < shorter; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean xHigh = Character.isSurrogate(x);
                return xHigh == Character.isSurrogate(y) ? Character.compare(x, y) : xHigh ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
