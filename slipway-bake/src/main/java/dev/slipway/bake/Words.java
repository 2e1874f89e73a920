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

    /**
     * Whether the pattern, with {@code *}, {@code ?} and {@code [...]}, is the whole name. After a fault it goes back to
     * the last star only, which takes one more character.
     */
    static boolean matches(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int behindStar = 0;
        while (n < name.length()) {
            int next = p < pattern.length() ? step(pattern, p, name.charAt(n)) : -1;
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = ++p;
                behindStar = n;
            } else if (next > 0) {
                p = next;
                n++;
            } else if (star >= 0) {
                p = star;
                n = ++behindStar;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** The offset behind what stands for the character; -1 if nothing there does. */
    private static int step(String pattern, int p, char wanted) {
        char c = pattern.charAt(p);
        if (c == '[') {
            int close = pattern.indexOf(']', p + 1);
            return close > 0 && inClass(pattern.substring(p + 1, close), wanted) ? close + 1 : -1;
        }
        return c == '?' || c == wanted ? p + 1 : -1;
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
