// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.dockerfile.words.Word;
import dev.slipway.text.SourceFile;
import dev.slipway.text.SourceSpan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text of an instruction, its continuation lines joined, that knows where each of its characters stands in the file.
 * It is made of segments: runs of ASCII, or single characters of several bytes.
 */
final class LogicalLine {
    private final SourceFile file;
    private final String text;
    private final int[] segments;
    private final int segmentCount;

    private LogicalLine(SourceFile file, String text, int[] segments, int segmentCount) {
        this.file = file;
        this.text = text;
        this.segments = segments;
        this.segmentCount = segmentCount;
    }

    String text() {
        return text;
    }

    String text(int start, int end) {
        return text.substring(start, end);
    }

    Word word(int start, int end) {
        return new Word(text(start, end), span(start, end));
    }

    /** The place in the file of these characters; an empty stretch is the place where it stands. */
    SourceSpan span(int start, int end) {
        if (text.isEmpty()) {
            int at = segmentCount == 0 ? 0 : segments[1];
            return file.span(at, at);
        }
        if (end <= start) {
            int at = start < text.length() ? startOf(start) : endOf(text.length() - 1);
            return file.span(at, at);
        }
        int from = startOf(start);
        return file.span(from, Math.max(from, endOf(end - 1)));
    }

    private int startOf(int index) {
        int segment = segmentOf(index);
        return segments[segment + 2] == 1 ? segments[segment + 1] + index - segments[segment] : segments[segment + 1];
    }

    private int endOf(int index) {
        int segment = segmentOf(index);
        int width = segments[segment + 2];
        return width == 1 ? segments[segment + 1] + index - segments[segment] + 1 : segments[segment + 1] + width;
    }

    private int segmentOf(int index) {
        int low = 0;
        int high = segmentCount - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (segments[middle * 3] <= index) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low * 3;
    }

    /** Collects pieces of a file. */
    static final class Builder {
        private final SourceFile file;
        private final byte[] bytes;
        private final StringBuilder text = new StringBuilder();
        // three numbers each: index in the text, offset in the file, bytes for each character
        private int[] segments = new int[12];
        private int count;
        private int invalidAt = -1;

        /** @param bytes the content of the file, so that it is not copied for each line */
        Builder(SourceFile file, byte[] bytes) {
            this.file = file;
            this.bytes = bytes;
        }

        /** The first byte that is not UTF-8, or -1. */
        int invalidAt() {
            return invalidAt;
        }

        Builder append(int start, int end) {
            int ascii = start;
            while (ascii < end && bytes[ascii] >= 0) {
                ascii++;
            }
            if (ascii > start || count == 0) {
                segment(start, 1);
                text.append(new String(bytes, start, ascii - start, StandardCharsets.ISO_8859_1));
            }
            if (ascii < end) {
                appendEncoded(ascii, end);
            }
            return this;
        }

        private void appendEncoded(int start, int end) {
            boolean inRun = false;
            for (int i = start; i < end; ) {
                if (bytes[i] >= 0) {
                    if (!inRun) {
                        segment(i, 1);
                        inRun = true;
                    }
                    text.append((char) bytes[i++]);
                    continue;
                }
                inRun = false;
                int length = sequenceLength(i, end);
                if (length == 0) {
                    invalidAt = invalidAt < 0 ? i : invalidAt;
                    segment(i, 1);
                    text.append('\uFFFD');
                    i++;
                } else {
                    segment(i, length);
                    text.append(new String(bytes, i, length, StandardCharsets.UTF_8));
                    i += length;
                }
            }
        }

        // the length of the well-formed sequence that starts here, or 0
        private int sequenceLength(int at, int end) {
            int lead = bytes[at] & 0xFF;
            int length = lead >= 0xF0 && lead <= 0xF4 ? 4 : lead >= 0xE0 && lead < 0xF0 ? 3 : lead >= 0xC2 ? 2 : 0;
            if (lead > 0xF4 || length == 0 || at + length > end) {
                return 0;
            }
            for (int i = 1; i < length; i++) {
                if ((bytes[at + i] & 0xC0) != 0x80) {
                    return 0;
                }
            }
            int second = bytes[at + 1] & 0xFF;
            boolean overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
            boolean outside = (lead == 0xED && second >= 0xA0) || (lead == 0xF4 && second >= 0x90);
            return overlong || outside ? 0 : length;
        }

        private void segment(int offset, int width) {
            if (count * 3 == segments.length) {
                segments = Arrays.copyOf(segments, segments.length * 2);
            }
            segments[count * 3] = text.length();
            segments[count * 3 + 1] = offset;
            segments[count * 3 + 2] = width;
            count++;
        }

        LogicalLine build() {
            return new LogicalLine(file, text.toString(), segments, count);
        }
    }
}
