// SPDX-License-Identifier: Apache-2.0
package dev.slipway.text;

/**
 * A stretch of a {@link SourceFile}, from byte offset {@code start} up to but without {@code end}. Lines and columns are
 * computed when they are asked for.
 */
public record SourceSpan(SourceFile file, int start, int end) {
    public SourceSpan {
        if (start < 0 || end < start || end > file.length()) {
            throw new IllegalArgumentException("no span " + start + ".." + end + " in " + file.length() + " bytes");
        }
    }

    public boolean isEmpty() {
        return start == end;
    }

    public String text() {
        return file.text(start, end);
    }

    /** The first line, counted from 1. */
    public int line() {
        return file.lineAt(start);
    }

    /** The last line that holds a byte of this span. */
    public int lastLine() {
        return file.lineAt(isEmpty() ? start : end - 1);
    }

    /** The column of the first byte, counted from 1 in code points. */
    public int column() {
        return file.columnAt(start);
    }

    /** From the first byte of this to the last byte of the other, both of one file. */
    public SourceSpan to(SourceSpan other) {
        return new SourceSpan(file, Math.min(start, other.start), Math.max(end, other.end));
    }

    /** {@code name:line:column}. */
    @Override
    public String toString() {
        return file.name() + ":" + line() + ":" + column();
    }
}
