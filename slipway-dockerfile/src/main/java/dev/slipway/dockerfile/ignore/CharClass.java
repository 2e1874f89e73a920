// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.ignore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A class of characters in a pattern: {@code [a-z]}, {@code [^0-9]}. A slash is a character like others, as in Go. */
record CharClass(boolean negated, List<Range> ranges) {
    record Range(int low, int high) {}

    /** A class, and the index behind its closing bracket. */
    record Read(CharClass value, int end) {}

    boolean matches(int codePoint) {
        for (Range range : ranges) {
            if (range.low <= codePoint && codePoint <= range.high) {
                return !negated;
            }
        }
        return negated;
    }

    /** Reads the class whose opening bracket stands at the index; empty when it is malformed. */
    static Optional<Read> read(String pattern, int open) {
        int at = open + 1;
        boolean negated = pattern.startsWith("^", at);
        at += negated ? 1 : 0;
        List<Range> ranges = new ArrayList<>();
        while (at < pattern.length()) {
            if (pattern.charAt(at) == ']' && !ranges.isEmpty()) {
                return Optional.of(new Read(new CharClass(negated, List.copyOf(ranges)), at + 1));
            }
            int lowAt = characterAt(pattern, at);
            if (lowAt < 0) {
                return Optional.empty();
            }
            int low = pattern.codePointAt(lowAt);
            int high = low;
            at = lowAt + Character.charCount(low);
            if (pattern.startsWith("-", at)) {
                int highAt = characterAt(pattern, at + 1);
                if (highAt < 0) {
                    return Optional.empty();
                }
                high = pattern.codePointAt(highAt);
                at = highAt + Character.charCount(high);
            }
            ranges.add(new Range(low, high));
        }
        return Optional.empty();
    }

    // where the character stands that may be escaped, or -1
    private static int characterAt(String pattern, int at) {
        if (at >= pattern.length() || pattern.charAt(at) == '-' || pattern.charAt(at) == ']') {
            return -1;
        }
        int index = pattern.charAt(at) == '\\' ? at + 1 : at;
        return index < pattern.length() ? index : -1;
    }
}
