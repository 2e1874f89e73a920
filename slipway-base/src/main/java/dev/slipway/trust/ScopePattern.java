// SPDX-License-Identifier: Apache-2.0
package dev.slipway.trust;

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
        String name = scope.name();
        int at = 0;
        int pattern = 0;
        int star = -1;
        int starAt = 0;
        while (at < name.length()) {
            if (pattern < text.length() && text.charAt(pattern) == '*') {
                star = pattern++;
                starAt = at;
            } else if (pattern < text.length() && text.charAt(pattern) == name.charAt(at)) {
                pattern++;
                at++;
            } else if (star >= 0) {
                pattern = star + 1;
                at = ++starAt;
            } else {
                return false;
            }
        }
        while (pattern < text.length() && text.charAt(pattern) == '*') {
            pattern++;
        }
        return pattern == text.length();
    }
}
