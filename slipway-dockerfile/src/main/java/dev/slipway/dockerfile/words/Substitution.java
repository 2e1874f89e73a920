// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.words;

import java.util.Optional;

/**
 * What stands in {@code ${NAME-word}} and its like.
 *
 * @param sign one of {@code - + ? # %}
 * @param emptyIsUnset whether a colon stands before the sign
 * @param word what stands behind it, expanded
 */
record Substitution(String name, char sign, boolean emptyIsUnset, String word) {
    /** What it comes to; a fault is between {@code start} and {@code end}. */
    String of(Optional<String> value, int start, int end) throws BadWordException {
        boolean absent = value.isEmpty() || (emptyIsUnset && value.get().isEmpty());
        return switch (sign) {
            case '-' -> absent ? word : value.orElse("");
            case '+' -> absent ? "" : word;
            case '?' -> {
                if (absent) {
                    throw required(value.isPresent(), start, end);
                }
                yield value.orElse("");
            }
            default -> trimmed(value.orElse(""), start, end);
        };
    }

    private BadWordException required(boolean isSet, int start, int end) {
        String reason = isSet ? "is not allowed to be empty" : "is not allowed to be unset";
        return new BadWordException(
                name + ": " + (word.isEmpty() ? reason : word), "give " + name + " a value", start, end);
    }

    private String trimmed(String value, int start, int end) throws BadWordException {
        boolean longest = !word.isEmpty() && word.charAt(0) == sign;
        ShellPattern pattern = pattern(longest ? word.substring(1) : word, start, end);
        return sign == '#' ? pattern.withoutPrefix(value, longest) : pattern.withoutSuffix(value, longest);
    }

    static ShellPattern pattern(String source, int start, int end) throws BadWordException {
        Optional<ShellPattern> pattern = ShellPattern.parse(source);
        if (pattern.isEmpty()) {
            throw new BadWordException(
                    "invalid pattern (" + source + ") in substitution",
                    "a backslash may stand before * ? \\ / } only",
                    start,
                    end);
        }
        return pattern.get();
    }

    /** As it is written. */
    @Override
    public String toString() {
        return "${" + name + (emptyIsUnset ? ":" : "") + sign + word + "}";
    }
}
