// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which cache mounts a cache takes, and how much of each.
 *
 * @param mostBytes by id
 * @param ofOthers the same for all other mounts; empty if they are not taken
 */
public record MountSelection(Map<String, Long> mostBytes, OptionalLong ofOthers) {
    /** No mount. */
    public static final MountSelection NONE = new MountSelection(Map.of(), OptionalLong.empty());

    /** All of a mount. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    public MountSelection {
        mostBytes = Collections.unmodifiableMap(new TreeMap<>(mostBytes));
    }

    /** The same of those mounts alone. */
    public MountSelection among(Set<String> ids) {
        Map<String, Long> some = new TreeMap<>(mostBytes);
        some.keySet().retainAll(ids);
        return new MountSelection(some, ofOthers);
    }

    public boolean isEmpty() {
        return mostBytes.isEmpty() && ofOthers.isEmpty();
    }

    /** How much of the mount; empty if it is not taken. */
    OptionalLong limit(String id) {
        Long own = mostBytes.get(id);
        return own == null ? ofOthers : OptionalLong.of(own);
    }
}
