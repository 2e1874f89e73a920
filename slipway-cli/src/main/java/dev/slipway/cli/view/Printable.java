// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli.view;

/** Makes foreign text fit for a terminal or a log: what a step prints must not move the cursor or change the title. */
public final class Printable {
    private static final char ESCAPE = 0x1b;

    private Printable() {}

    /** One line without any control character or escape sequence; a tab becomes blanks. */
    public static String plainText(String text) {
        return clean(text, false);
    }

    /** The same, but colours stay, and end with the line. */
    public static String colouredText(String text) {
        String cleaned = clean(text, true);
        boolean isColoured = cleaned.indexOf(ESCAPE) >= 0 && !cleaned.endsWith("\u001b[0m");
        return isColoured ? cleaned + "\u001b[0m" : cleaned;
    }

    /** What a terminal would show of a line in which carriage returns went back to its begin. */
    static String lastWritten(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\r') {
            end--;
        }
        return line.substring(line.lastIndexOf('\r', end - 1) + 1, end);
    }

    private static String clean(String text, boolean keepColours) {
        if (isClean(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == ESCAPE) {
                int end = sequenceEnd(text, i);
                if (keepColours && isColour(text, i, end)) {
                    out.append(text, i, end);
                }
                i = end;
            } else {
                if (c == '\t' || c == '\n') {
                    out.append(' ');
                } else if (!Character.isISOControl(c)) {
                    out.append(c);
                }
                i++;
            }
        }
        return out.toString();
    }

    private static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    // ECMA-48: CSI ... final byte; OSC and its kin up to BEL or ST; else escape and one more
    private static int sequenceEnd(String text, int start) {
        if (start + 1 >= text.length()) {
            return text.length();
        }
        char kind = text.charAt(start + 1);
        if (kind == '[') {
            int i = start + 2;
            while (i < text.length() && text.charAt(i) >= 0x20 && text.charAt(i) < 0x40) {
                i++;
            }
            return Math.min(i + 1, text.length());
        }
        if (kind == ']' || kind == 'P' || kind == 'X' || kind == '^' || kind == '_') {
            int i = start + 2;
            while (i < text.length() && text.charAt(i) != 0x07 && text.charAt(i) != ESCAPE) {
                i++;
            }
            boolean isStringEnd = text.startsWith("\u001b\\", i);
            return Math.min(isStringEnd ? i + 2 : i + 1, text.length());
        }
        return start + 2;
    }

    private static boolean isColour(String text, int start, int end) {
        if (!text.startsWith("[", start + 1) || text.charAt(end - 1) != 'm') {
            return false;
        }
        for (int i = start + 2; i < end - 1; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != ';' && c != ':') {
                return false;
            }
        }
        return true;
    }
}
