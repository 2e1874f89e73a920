// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import java.util.Optional;

/** Words that mean something in environment variables, options and names. */
final class Words {
    private Words() {}

    /** The words that stand for true and false, as buildx takes them. */
    static Optional<Boolean> bool(String word) {
        return switch (word) {
            case "1", "t", "T", "true", "TRUE", "True" -> Optional.of(true);
            case "0", "f", "F", "false", "FALSE", "False" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** Whether it may be the name of a target or group. */
    static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!isLetter && (c < '0' || c > '9') && c != '_' && c != '-') {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** Whether the pattern, with {@code *}, {@code ?} and {@code [...]}, is the whole name. */
    static boolean matches(String pattern, String name) {
        return matches(pattern, 0, name, 0);
    }

    private static boolean matches(String pattern, int p, String name, int n) {
        if (p == pattern.length()) {
            return n == name.length();
        }
        char c = pattern.charAt(p);
        if (c == '*') {
            for (int i = n; i <= name.length(); i++) {
                if (matches(pattern, p + 1, name, i)) {
                    return true;
                }
            }
            return false;
        }
        if (n == name.length()) {
            return false;
        }
        if (c == '[') {
            int close = pattern.indexOf(']', p + 1);
            return close > 0
                    && inClass(pattern.substring(p + 1, close), name.charAt(n))
                    && matches(pattern, close + 1, name, n + 1);
        }
        return (c == '?' || c == name.charAt(n)) && matches(pattern, p + 1, name, n + 1);
    }

    private static boolean inClass(String characters, char wanted) {
        boolean isNegated = characters.startsWith("^");
        boolean found = false;
        int at = isNegated ? 1 : 0;
        while (at < characters.length()) {
            char low = characters.charAt(at);
            boolean isRange = at + 2 < characters.length() && characters.charAt(at + 1) == '-';
            char high = isRange ? characters.charAt(at + 2) : low;
            found |= low <= wanted && wanted <= high;
            at += isRange ? 3 : 1;
        }
        return found != isNegated;
    }
}
