// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What people see as the characters of a text. */
final class Graphemes {
    private Graphemes() {}

    static List<String> of(String text) {
        List<String> found = new ArrayList<>();
        if (isAscii(text)) {
            for (int i = 0; i < text.length(); i++) {
                boolean isPair = text.charAt(i) == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
                found.add(text.substring(i, isPair ? i + 2 : i + 1));
                i += isPair ? 1 : 0;
            }
            return found;
        }
        BreakIterator breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
        breaks.setText(text);
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            found.add(text.substring(start, end));
            start = end;
        }
        return found;
    }

    // classes for other texts are costly to load
    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }
}
