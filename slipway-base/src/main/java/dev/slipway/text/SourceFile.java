// SPDX-License-Identifier: Apache-2.0
package dev.slipway.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text that the user wrote, with a table of its lines. Offsets everywhere are byte offsets into {@link #bytes()}.
 *
 * <p>Immutable; equality is identity, since a file is a place and not a value.
 */
public final class SourceFile {
    private final String name;
    private final byte[] bytes;
    private final int[] lineStarts;

    private SourceFile(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
        this.lineStarts = lineStarts(bytes);
    }

    /** @param name what messages call the file, usually the path as the user typed it */
    public static SourceFile of(String name, byte[] bytes) {
        return new SourceFile(name, bytes.clone());
    }

    public static SourceFile of(String name, String text) {
        return new SourceFile(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static int[] lineStarts(byte[] bytes) {
        int count = 1;
        for (byte b : bytes) {
            if (b == '\n') {
                count++;
            }
        }
        int[] starts = new int[count];
        int line = 1;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                starts[line++] = i + 1;
            }
        }
        return starts;
    }

    public String name() {
        return name;
    }

    /** A copy of the content. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** A copy of the bytes from start to end. */
    public byte[] bytes(int start, int end) {
        return Arrays.copyOfRange(bytes, start, end);
    }

    public int length() {
        return bytes.length;
    }

    public byte at(int offset) {
        return bytes[offset];
    }

    /** The bytes from start to end, decoded as UTF-8; what is not UTF-8 becomes U+FFFD. */
    public String text(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /** The whole content, decoded as UTF-8. */
    public String text() {
        return text(0, bytes.length);
    }

    public SourceSpan span(int start, int end) {
        return new SourceSpan(this, start, end);
    }

    /** The number of lines; a final newline begins one more, empty line. */
    public int lineCount() {
        return lineStarts.length;
    }

    /** The line, counted from 1, that holds the offset. */
    public int lineAt(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The column of the offset in its line, counted from 1 in characters (code points). */
    public int columnAt(int offset) {
        int start = lineStarts[lineAt(offset) - 1];
        String before = text(start, offset);
        return before.codePointCount(0, before.length()) + 1;
    }

    /** The offset at which the line (from 1) begins. */
    public int lineStart(int line) {
        return lineStarts[line - 1];
    }

    /** The offset behind the last byte of the line (from 1), its line end left out. */
    public int lineEnd(int line) {
        int end = line == lineStarts.length ? bytes.length : lineStarts[line] - 1;
        return end > lineStarts[line - 1] && bytes[end - 1] == '\r' ? end - 1 : end;
    }

    /** The text of the line (from 1), its line end left out. */
    public String line(int line) {
        return text(lineStart(line), lineEnd(line));
    }

    @Override
    public String toString() {
        return name;
    }
}
