// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Reads record files one after the other into one buffer: for those who read a hundred thousand, and of each a few fields.
 * {@link RecordFile} is the form of a single one.
 */
final class RecordBytes {
    private static final int SUM_LENGTH = "sum 01234567\n".length();

    private final CRC32 sum = new CRC32();
    private byte[] buffer = new byte[16 * 1024];
    private int end;
    private int line;
    private int space;
    private int next;

    /** Reads a file; false if it is not there or not whole. The first {@link #next} goes to its first line. */
    boolean read(File file) {
        int length = 0;
        try (FileInputStream in = new FileInputStream(file)) {
            for (int count = in.read(buffer); count > 0; count = in.read(buffer, length, buffer.length - length)) {
                length += count;
                if (length < buffer.length) {
                    break;
                }
                buffer = Arrays.copyOf(buffer, 2 * buffer.length);
            }
        } catch (IOException _) {
            return false;
        }
        end = length - SUM_LENGTH;
        next = 0;
        return isWhole(length);
    }

    private boolean isWhole(int length) {
        if (end < 0 || buffer[end] != 's' || buffer[length - 1] != '\n') {
            return false;
        }
        sum.reset();
        sum.update(buffer, 0, end);
        try {
            String told = new String(buffer, end + 4, SUM_LENGTH - 5, StandardCharsets.US_ASCII);
            return Integer.parseUnsignedInt(told, 16) == (int) sum.getValue();
        } catch (NumberFormatException _) {
            return false;
        }
    }

    /** Goes to the next line; false behind the last. */
    boolean next() {
        line = next;
        if (line >= end) {
            return false;
        }
        space = line;
        while (space < end && buffer[space] != ' ') {
            space++;
        }
        next = space;
        while (next < end && buffer[next] != '\n') {
            next++;
        }
        next++;
        return true;
    }

    /** Whether the line is that of the field. */
    boolean is(String name) {
        if (space - line != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (buffer[line + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The value on the line, without what escapes stand for: good for what has none. */
    String value() {
        return new String(buffer, space + 1, next - 1 - (space + 1), StandardCharsets.UTF_8);
    }
}
