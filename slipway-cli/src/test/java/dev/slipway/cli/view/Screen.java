// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli.view;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A terminal in memory: knows what the views send, and refuses any other sequence. */
final class Screen {
    private static final int FILLER = -1;

    private final int width;
    private final int height;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(received, false, StandardCharsets.UTF_8);
    private final List<int[]> cells = new ArrayList<>();
    private final List<String> scrolledOff = new ArrayList<>();
    private int row;
    private int column;
    private boolean cursorIsShown = true;
    private boolean isWithinPicture;

    Screen(int width, int height) {
        this.width = width;
        this.height = height;
        for (int i = 0; i < height; i++) {
            cells.add(blankLine());
        }
    }

    private int[] blankLine() {
        int[] line = new int[width];
        Arrays.fill(line, ' ');
        return line;
    }

    PrintStream stream() {
        return stream;
    }

    boolean cursorIsShown() {
        update();
        return cursorIsShown;
    }

    /** What scrolled off and what is seen, blanks at the ends left out. */
    String text() {
        update();
        if (isWithinPicture) {
            throw new AssertionError("a picture was begun and not ended: the terminal shows nothing");
        }
        StringBuilder out = new StringBuilder();
        scrolledOff.forEach(line -> out.append(line).append('\n'));
        for (int[] line : cells) {
            out.append(text(line)).append('\n');
        }
        return out.toString().stripTrailing() + "\n";
    }

    private static String text(int[] line) {
        StringBuilder out = new StringBuilder();
        for (int c : line) {
            if (c != FILLER) {
                out.appendCodePoint(c);
            }
        }
        return out.toString().stripTrailing();
    }

    private void update() {
        stream.flush();
        String text = received.toString(StandardCharsets.UTF_8);
        received.reset();
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            if (c == 0x1b) {
                i = sequence(text, i);
                continue;
            }
            switch (c) {
                case '\n' -> newLine();
                case '\r' -> column = 0;
                default -> put(c);
            }
            i += Character.charCount(c);
        }
    }

    private int sequence(String text, int start) {
        int end = start + 2;
        while (text.charAt(end) < 0x40) {
            end++;
        }
        String body = text.substring(start + 2, end + 1);
        switch (body) {
            case "K" -> Arrays.fill(cells.get(row), column, width, ' ');
            case "J" -> {
                Arrays.fill(cells.get(row), column, width, ' ');
                for (int i = row + 1; i < height; i++) {
                    cells.set(i, blankLine());
                }
            }
            case "?25l" -> cursorIsShown = false;
            case "?25h" -> cursorIsShown = true;
            case "?2026h" -> isWithinPicture = true;
            case "?2026l" -> isWithinPicture = false;
            default -> move(body);
        }
        return end + 1;
    }

    private void move(String body) {
        if (body.endsWith("A")) {
            row = Math.max(0, row - Integer.parseInt(body.substring(0, body.length() - 1)));
        } else if (!body.endsWith("m")) {
            throw new AssertionError("the view sent an unknown sequence: ESC [ " + body);
        }
    }

    private void newLine() {
        column = 0;
        if (row + 1 < height) {
            row++;
        } else {
            scrolledOff.add(text(cells.removeFirst()));
            cells.add(blankLine());
        }
    }

    private void put(int c) {
        if (Character.isISOControl(c)) {
            throw new AssertionError("a control character reached the terminal: " + c);
        }
        int columns = Columns.of(Character.toString(c));
        if (columns == 0) {
            return;
        }
        if (column + columns > width) {
            throw new AssertionError("line " + row + " is wider than the terminal: " + text(cells.get(row)));
        }
        cells.get(row)[column] = c;
        if (columns == 2) {
            cells.get(row)[column + 1] = FILLER;
        }
        column += columns;
    }
}
