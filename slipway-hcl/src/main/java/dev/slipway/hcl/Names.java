// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.text.SourceFile;

/** The names of the language: Unicode identifiers that may hold dashes. */
final class Names {
    private Names() {}

    static boolean isStart(SourceFile file, int offset, int end) {
        byte c = file.at(offset);
        if (c >= 0) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        }
        return Character.isUnicodeIdentifierStart(codePoint(file, offset, end));
    }

    /** The offset behind the name that begins there. */
    static int end(SourceFile file, int start, int end) {
        int offset = start;
        while (offset < end && isPart(file, offset, end)) {
            offset += length(file.at(offset));
        }
        return Math.min(offset, end);
    }

    private static boolean isPart(SourceFile file, int offset, int end) {
        byte c = file.at(offset);
        if (c >= 0) {
            return isStart(file, offset, end) || (c >= '0' && c <= '9') || c == '-';
        }
        int character = codePoint(file, offset, end);
        return Character.isUnicodeIdentifierPart(character) && !Character.isIdentifierIgnorable(character);
    }

    private static int codePoint(SourceFile file, int offset, int end) {
        String text = file.text(offset, Math.min(offset + length(file.at(offset)), end));
        return text.isEmpty() ? 0 : text.codePointAt(0);
    }

    private static int length(byte first) {
        if (first >= 0) {
            return 1;
        }
        return (first & 0xE0) == 0xC0 ? 2 : (first & 0xF0) == 0xE0 ? 3 : (first & 0xF8) == 0xF0 ? 4 : 1;
    }
}
