// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.words;

/** What counts as blank in a Dockerfile: two notions, since BuildKit has two. */
public final class Blanks {
    private Blanks() {}

    /** Go's {@code unicode.IsSpace}: what is trimmed around lines and between words. */
    public static boolean isSpace(char c) {
        if (c <= ' ') {
            return c == ' ' || (c >= '\t' && c <= '\r');
        }
        if (c < 0x85) {
            return false;
        }
        return c == 0x85
                || c == 0xA0
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200A)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202F
                || c == 0x205F
                || c == 0x3000;
    }

    /** What stands between arguments that are not words in the sense of a shell. */
    public static boolean isDelimiter(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == 0x0B || c == '\f';
    }

    /** The first index from {@code start} that is no space, or {@code end}. */
    public static int skip(CharSequence text, int start, int end) {
        int at = start;
        while (at < end && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The index behind the last that is no space, or {@code start}. */
    public static int trimEnd(CharSequence text, int start, int end) {
        int at = end;
        while (at > start && isSpace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }
}
