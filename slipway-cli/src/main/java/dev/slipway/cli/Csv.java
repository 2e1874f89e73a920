// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.util.ArrayList;
import java.util.List;

/** Splits the value of an option at its commas as Go's {@code encoding/csv} does, whose quoting buildx has. */
final class Csv {
    private Csv() {}

    /** The fields with their places. */
    static List<Argument> fields(Argument value) {
        List<Argument> fields = new ArrayList<>();
        String text = value.text();
        int at = 0;
        while (true) {
            int end = at < text.length() && text.charAt(at) == '"' ? quotedEnd(value, at) : plainEnd(value, at);
            fields.add(field(value, at, end));
            if (end == text.length()) {
                return fields;
            }
            at = end + 1;
        }
    }

    private static Argument field(Argument value, int from, int to) {
        if (to - from < 2 || value.text().charAt(from) != '"') {
            return value.part(from, to);
        }
        Argument inner = value.part(from + 1, to - 1);
        return new Argument(
                inner.label(),
                inner.text().replace("\"\"", "\""),
                inner.origin(),
                inner.first(),
                inner.index(),
                inner.offset());
    }

    private static int plainEnd(Argument value, int from) {
        String text = value.text();
        int comma = text.indexOf(',', from);
        int end = comma < 0 ? text.length() : comma;
        int quote = text.indexOf('"', from);
        if (quote >= 0 && quote < end) {
            throw value.error(
                    quote, quote + 1, "a quote inside an unquoted field", "quote the whole field: \"key=value\"");
        }
        return end;
    }

    private static int quotedEnd(Argument value, int from) {
        String text = value.text();
        int at = from + 1;
        while (at < text.length()) {
            if (text.charAt(at) == '"') {
                if (at + 1 == text.length() || text.charAt(at + 1) == ',') {
                    return at + 1;
                }
                if (text.charAt(at + 1) != '"') {
                    throw value.error(at + 1, at + 2, "text behind a closing quote", "expected a comma or the end");
                }
                at++;
            }
            at++;
        }
        throw value.error(from, from + 1, "this quote is not closed", "expected a closing quote");
    }
}
