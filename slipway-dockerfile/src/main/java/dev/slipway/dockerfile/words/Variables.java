// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.words;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks variables up for {@link WordExpander}. */
@FunctionalInterface
public interface Variables {
    /** Knows no variable. */
    Variables NONE = of(Map.of());

    /** The value; empty when the variable is not set. */
    Optional<String> get(String name);

    /** The names that are set, to find the one that was meant. */
    default Collection<String> names() {
        return List.of();
    }

    /** The variables of the map, which is not copied. */
    static Variables of(Map<String, String> values) {
        return new Variables() {
            @Override
            public Optional<String> get(String name) {
                return Optional.ofNullable(values.get(name));
            }

            @Override
            public Collection<String> names() {
                return values.keySet();
            }
        };
    }
}
