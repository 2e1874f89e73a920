// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.ignore;

/** Wildcards as Go's {@code path/filepath.Match} reads them; {@code COPY} and {@code ADD} use them for their sources. */
public final class PathPattern {
    private PathPattern() {}

    /** Whether the whole name matches; {@code *} and {@code ?} do not match a slash. A malformed pattern matches nothing. */
    public static boolean match(String pattern, String name) {
        return pattern.equals(name);
    }

    /** Whether it has a character that is not literal. */
    public static boolean hasWildcards(String pattern) {
        return pattern.indexOf('*') >= 0 || pattern.indexOf('?') >= 0 || pattern.indexOf('[') >= 0;
    }
}
