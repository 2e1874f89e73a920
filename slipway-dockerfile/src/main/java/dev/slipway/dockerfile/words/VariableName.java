// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.words;

/** How far the name of a variable goes: digits, one special character, or letters, digits and underscores. */
final class VariableName {
    private static final String SPECIAL = "@*#?-$!";

    private VariableName() {}

    /** The end of the name that starts at the index, which is the index itself where there is none. */
    static int end(String text, int start) {
        if (start >= text.length()) {
            return start;
        }
        int first = text.codePointAt(start);
        if (SPECIAL.indexOf(first) >= 0) {
            return start + 1;
        }
        boolean digits = Character.isDigit(first);
        int at = start;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (!(Character.isDigit(c) || (!digits && (c == '_' || Character.isLetter(c))))) {
                break;
            }
            at += Character.charCount(c);
        }
        return at;
    }
}
