// SPDX-License-Identifier: Apache-2.0
package dev.slipway.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The scopes of a build.
 *
 * @param own the one that it writes, and reads first
 * @param others those that it reads besides, in this order; never the own one
 */
public record Scopes(CacheScope own, List<CacheScope> others) {
    /** The default scope alone. */
    public static final Scopes DEFAULT = new Scopes(CacheScope.DEFAULT, List.of());

    public Scopes {
        List<CacheScope> unique = new ArrayList<>();
        for (CacheScope other : others) {
            if (!other.equals(own) && !unique.contains(other)) {
                unique.add(other);
            }
        }
        others = List.copyOf(unique);
    }

    /** The same without others. */
    public Scopes alone() {
        return new Scopes(own, List.of());
    }

    /** What is found first: in the own scope, then in the others. */
    public <T> Optional<T> first(Function<CacheScope, Optional<T>> lookup) {
        Optional<T> found = lookup.apply(own);
        for (int i = 0; found.isEmpty() && i < others.size(); i++) {
            found = lookup.apply(others.get(i));
        }
        return found;
    }

    /** Whether records of the scope may be used. */
    public boolean reads(CacheScope scope) {
        return scope.equals(own) || others.contains(scope);
    }
}
