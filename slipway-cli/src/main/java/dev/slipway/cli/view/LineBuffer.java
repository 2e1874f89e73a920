// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli.view;

import java.util.ArrayList;
import java.util.List;

/** Puts the pieces of an output together to lines. */
final class LineBuffer {
    // a step may print gigabytes without a newline
    private static final int MAX_LINE = 8192;

    private final StringBuilder rest = new StringBuilder();

    /** Adds a piece; the lines that it completes. */
    List<String> add(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            append(text, from, end, lines);
            lines.add(rest.toString());
            rest.setLength(0);
            from = end + 1;
        }
        append(text, from, text.length(), lines);
        return lines;
    }

    private void append(String text, int from, int to, List<String> lines) {
        int at = from;
        while (rest.length() + to - at > MAX_LINE) {
            int room = MAX_LINE - rest.length();
            rest.append(text, at, at + room);
            at += room;
            lines.add(rest.toString());
            rest.setLength(0);
        }
        rest.append(text, at, to);
    }

    /** The begin of a line that is not complete. */
    String rest() {
        return rest.toString();
    }

    /** Takes the begin of the line away. */
    String takeRest() {
        String line = rest.toString();
        rest.setLength(0);
        return line;
    }
}
