// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cli.view.Printable;
import java.io.PrintStream;
import java.util.List;

/** Rows in columns that are as wide as they must be, four blanks apart. */
final class TextTable {
    private TextTable() {}

    /**
     * Prints them; what would steer a terminal is left out, for names come from other people's files and caches.
     *
     * @param cells at least one row, all with as many cells
     */
    static void print(List<List<String>> cells, PrintStream out) {
        List<List<String>> rows = cells.stream()
                .map(row -> row.stream().map(Printable::plainText).toList())
                .toList();
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 4));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
