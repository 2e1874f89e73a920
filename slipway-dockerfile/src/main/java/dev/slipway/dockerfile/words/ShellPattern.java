// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.words;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * A pattern of a substitution, such as {@code *.tar} in {@code ${FILE%*.tar}}: {@code *} and {@code ?} are wild (and, as
 * in BuildKit, do not match a line end), brackets are plain. Matching takes at most pattern times text steps, replacing that
 * for each line of the pattern.
 */
final class ShellPattern {
    private static final char STAR = '\uE000';
    private static final char ANY = '\uE001';

    // wildcards and plain characters are told apart by position, since any character may be plain
    private final char[] chars;
    private final boolean[] wild;
    private final int length;

    private ShellPattern(char[] chars, boolean[] wild, int length) {
        this.chars = chars;
        this.wild = wild;
        this.length = length;
    }

    /** Empty when a backslash stands before a character that needs none. */
    static Optional<ShellPattern> parse(String source) {
        char[] chars = new char[source.length()];
        boolean[] wild = new boolean[source.length()];
        int count = 0;
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\\') {
                char next = i + 1 < source.length() ? source.charAt(i + 1) : 0;
                if ("*?\\/}".indexOf(next) < 0) {
                    return Optional.empty();
                }
                i++;
                c = next;
            } else if (c == '*' || c == '?') {
                wild[count] = true;
                c = c == '*' ? STAR : ANY;
            }
            chars[count++] = c;
        }
        return Optional.of(new ShellPattern(chars, wild, count));
    }

    String withoutPrefix(String value, boolean longest) {
        int end = matchEnd(value, 0, longest);
        return end < 0 ? value : value.substring(end);
    }

    String withoutSuffix(String value, boolean longest) {
        String backwards = reversed(value);
        int end = reversed().matchEnd(backwards, 0, longest);
        return end < 0 ? value : value.substring(0, value.length() - end);
    }

    /** Replaces the first match, the leftmost and longest, or all of them; empty when it comes to more characters. */
    Optional<String> replace(String value, String replacement, boolean all, int most) {
        BitSet starts = starts(value);
        StringBuilder out = new StringBuilder();
        int copied = 0;
        int lastEnd = -1;
        int at = 0;
        while (at <= value.length()) {
            int end = starts.get(at) ? matchEnd(value, at, true) : -1;
            if (end < 0 || (end == at && at == lastEnd)) {
                at++;
                continue;
            }
            out.append(value, copied, at);
            if (all) {
                appendTemplate(out, replacement, value.substring(at, end), most);
            } else {
                out.append(replacement);
            }
            if (out.length() > most) {
                return Optional.empty();
            }
            copied = end;
            lastEnd = end;
            at = end > at ? end : at + 1;
            if (!all) {
                break;
            }
        }
        out.append(value, Math.min(copied, value.length()), value.length());
        return out.length() > most ? Optional.empty() : Optional.of(out.toString());
    }

    // BuildKit replaces all by Go's Regexp.ReplaceAllString, where $0 is the match, $$ a dollar and other names nothing
    private static void appendTemplate(StringBuilder out, String template, String match, int most) {
        int at = 0;
        while (at < template.length() && out.length() <= most) {
            char c = template.charAt(at);
            if (c != '$') {
                out.append(c);
                at++;
                continue;
            }
            boolean braced = template.startsWith("{", at + 1);
            int start = at + (braced ? 2 : 1);
            int end = start;
            while (end < template.length() && isNameCharacter(template.charAt(end))) {
                end++;
            }
            if (template.startsWith("$", at + 1)) {
                out.append('$');
                at += 2;
            } else if (end == start || (braced && !template.startsWith("}", end))) {
                out.append('$');
                at++;
            } else {
                out.append(template.substring(start, end).equals("0") ? match : "");
                at = braced ? end + 1 : end;
            }
        }
    }

    private static boolean isNameCharacter(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    // the end of the shortest or longest match that starts at the index, or -1
    private int matchEnd(String value, int start, boolean longest) {
        boolean[] reached = new boolean[length + 1];
        close(reached, 0);
        int found = reached[length] ? start : -1;
        for (int i = start; i < value.length() && (longest || found < 0); i++) {
            reached = next(reached, value.charAt(i));
            if (none(reached)) {
                break;
            }
            found = reached[length] ? i + 1 : found;
        }
        return found;
    }

    // Where matches start, found from the end. One that is looked for at each character, and fails at the last, would
    // take
    // the square of the length.
    private BitSet starts(String value) {
        ShellPattern backwards = reversed();
        BitSet starts = new BitSet();
        boolean[] reached = new boolean[length + 1];
        for (int at = value.length(); at >= 0; at--) {
            backwards.close(reached, 0);
            starts.set(at, reached[length]);
            if (at > 0) {
                reached = backwards.next(reached, value.charAt(at - 1));
            }
        }
        return starts;
    }

    private boolean[] next(boolean[] reached, char c) {
        boolean[] next = new boolean[length + 1];
        for (int p = 0; p < length; p++) {
            if (reached[p] && consumes(p, c)) {
                close(next, wild[p] && chars[p] == STAR ? p : p + 1);
            }
        }
        return next;
    }

    private static boolean none(boolean[] states) {
        for (boolean state : states) {
            if (state) {
                return false;
            }
        }
        return true;
    }

    private boolean consumes(int position, char c) {
        return wild[position] ? c != '\n' : chars[position] == c;
    }

    // a star may also match nothing
    private void close(boolean[] states, int from) {
        int p = from;
        states[p] = true;
        while (p < length && wild[p] && chars[p] == STAR) {
            states[++p] = true;
        }
    }

    private ShellPattern reversed() {
        char[] backwards = new char[length];
        boolean[] wildBackwards = new boolean[length];
        for (int i = 0; i < length; i++) {
            backwards[i] = chars[length - 1 - i];
            wildBackwards[i] = wild[length - 1 - i];
        }
        return new ShellPattern(backwards, wildBackwards, length);
    }

    private static String reversed(String value) {
        char[] chars = value.toCharArray();
        for (int i = 0, j = chars.length - 1; i < j; i++, j--) {
            char swap = chars[i];
            chars[i] = chars[j];
            chars[j] = swap;
        }
        return new String(chars);
    }

    @Override
    public String toString() {
        return new String(Arrays.copyOf(chars, length));
    }
}
