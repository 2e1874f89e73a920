// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Refuses files in another encoding: what is not UTF-8 would become other text in silence. */
final class Encoding {
    private static final char REPLACEMENT = '\uFFFD';

    private Encoding() {}

    /** The same file. */
    static SourceFile checked(SourceFile file) {
        String text = file.text();
        // a file may well hold that character itself
        int wrong = text.indexOf(REPLACEMENT) < 0
                ? -1
                : Arrays.mismatch(text.getBytes(StandardCharsets.UTF_8), file.bytes());
        if (wrong < 0) {
            return file;
        }
        int start = Math.min(wrong, file.length());
        throw SourceException.at(
                file.span(start, Math.min(start + 1, file.length())), "this is not UTF-8", "save the file as UTF-8");
    }
}
