// SPDX-License-Identifier: Apache-2.0
package dev.slipway.trust;

import dev.slipway.text.Glob;
import java.util.Optional;

/** Scopes by a name in which {@code *} stands for any characters, slashes among them. Without one it is one scope. */
public record ScopePattern(String text) {
    public ScopePattern {
        Optional<String> fault = fault(text);
        if (fault.isPresent()) {
            throw new IllegalArgumentException(fault.get() + ": " + text);
        }
    }

    /** Why a text is no pattern, if it is none. */
    public static Optional<String> fault(String text) {
        return CacheScope.fault(text.replace('*', '-'));
    }

    /** Whether the scope is one of these. */
    public boolean matches(CacheScope scope) {
        return new Glob(text).matches(scope.name());
    }
}
