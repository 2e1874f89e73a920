// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import java.util.ArrayList;
import java.util.List;

/** Comma-separated values (RFC 4180). */
public final class CsvText {
    private final String text;
    private int at;

    private CsvText(String text) {
        this.text = text;
    }

    /** The lines, each as its fields; empty lines are left out. */
    public static List<List<String>> rows(String text) throws FunctionException {
        CsvText csv = new CsvText(text);
        List<List<String>> rows = new ArrayList<>();
        while (csv.at < text.length()) {
            if (text.charAt(csv.at) == '\n' || text.startsWith("\r\n", csv.at)) {
                csv.at += text.charAt(csv.at) == '\n' ? 1 : 2;
            } else {
                rows.add(csv.row());
            }
        }
        return rows;
    }

    private List<String> row() throws FunctionException {
        List<String> fields = new ArrayList<>();
        fields.add(field());
        while (at < text.length() && text.charAt(at) == ',') {
            at++;
            fields.add(field());
        }
        if (text.startsWith("\r\n", at)) {
            at++;
        }
        at++;
        return fields;
    }

    private String field() throws FunctionException {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        int start = at;
        while (at < text.length() && !endsField()) {
            if (text.charAt(at) == '"') {
                throw new FunctionException("a quote within a field that does not begin with one, at \""
                        + text.substring(start, at + 1) + "\"");
            }
            at++;
        }
        return text.substring(start, at);
    }

    private boolean endsField() {
        char c = text.charAt(at);
        return c == ',' || c == '\n' || (c == '\r' && text.startsWith("\n", at + 1));
    }

    private String quoted() throws FunctionException {
        StringBuilder out = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '"') {
                out.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                out.append('"');
                at++;
            } else if (at < text.length()
                    && text.charAt(at) != ','
                    && text.charAt(at) != '\n'
                    && text.charAt(at) != '\r') {
                throw new FunctionException("more text behind the closing quote of a field");
            } else {
                return out.toString();
            }
        }
        throw new FunctionException("a field in quotes does not end");
    }
}
