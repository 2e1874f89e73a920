// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli.view;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The last lines that a step printed. */
final class Tail {
    static final int MAX_LINES = 6;

    private final LineBuffer buffer = new LineBuffer();
    private final ArrayDeque<String> lines = new ArrayDeque<>();

    void add(String text) {
        for (String line : buffer.add(text)) {
            String shown = shown(line);
            if (!shown.isBlank()) {
                lines.add(shown);
                if (lines.size() > MAX_LINES) {
                    lines.remove();
                }
            }
        }
    }

    /** At most so many of them, the begun line among them. */
    List<String> last(int most) {
        List<String> all = new ArrayList<>(lines);
        String rest = shown(buffer.rest());
        if (!rest.isBlank()) {
            all.add(rest);
        }
        return all.subList(Math.max(0, all.size() - Math.min(most, MAX_LINES)), all.size());
    }

    private static String shown(String line) {
        return Printable.plainText(Printable.lastWritten(line)).stripTrailing();
    }
}
