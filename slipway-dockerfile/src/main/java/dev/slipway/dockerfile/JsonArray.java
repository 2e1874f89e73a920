// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.dockerfile.words.Blanks;
import dev.slipway.dockerfile.words.Word;
import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The JSON form of arguments: {@code ["a", "b"]}. */
sealed interface JsonArray {
    /** An array of strings. */
    record Texts(List<Word> items) implements JsonArray {
        List<String> strings() {
            List<String> strings = new ArrayList<>(items.size());
            for (Word item : items) {
                strings.add(item.raw());
            }
            return strings;
        }
    }

    /** An array that holds something other than strings. */
    record Mixed() implements JsonArray {}

    /** Not an array, or not JSON: the arguments are taken as they stand. */
    record None() implements JsonArray {}

    /** What the arguments of the statement are, from the index on. */
    static JsonArray read(Statement statement, int from) {
        String text = statement.line().text();
        int start = Blanks.skip(text, from, statement.end());
        if (start >= statement.end() || text.charAt(start) != '[') {
            return new None();
        }
        Optional<List<Word>> items = new Reader(statement, start).read();
        if (items.isPresent()) {
            return new Texts(items.get());
        }
        try {
            return JsonParser.parse(text.substring(start, statement.end())) instanceof Json.Arr
                    ? new Mixed()
                    : new None();
        } catch (JsonSyntaxException _) {
            return new None();
        }
    }

    /** Reads the good case, keeping the places, which a general JSON parser does not know. */
    final class Reader {
        private final LogicalLine line;
        private final String text;
        private final int end;
        private int at;

        private Reader(Statement statement, int start) {
            this.line = statement.line();
            this.text = line.text();
            this.end = statement.end();
            this.at = start + 1;
        }

        private Optional<List<Word>> read() {
            List<Word> items = new ArrayList<>();
            skipBlanks();
            if (at < end && text.charAt(at) == ']') {
                return atEnd() ? Optional.of(items) : Optional.empty();
            }
            while (at < end && text.charAt(at) == '"') {
                int start = at;
                int close = closingQuote();
                Optional<String> value = close < 0 ? Optional.empty() : unquoted(start, close);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                items.add(new Word(value.get(), line.span(start, close + 1)));
                at = close + 1;
                skipBlanks();
                if (at < end && text.charAt(at) == ']') {
                    return atEnd() ? Optional.of(items) : Optional.empty();
                }
                if (at >= end || text.charAt(at) != ',') {
                    return Optional.empty();
                }
                at++;
                skipBlanks();
            }
            return Optional.empty();
        }

        private boolean atEnd() {
            at++;
            skipBlanks();
            return at >= end;
        }

        private void skipBlanks() {
            while (at < end && (text.charAt(at) == ' ' || text.charAt(at) == '\t' || text.charAt(at) == '\r')) {
                at++;
            }
        }

        private int closingQuote() {
            for (int i = at + 1; i < end; i++) {
                char c = text.charAt(i);
                if (c == '"') {
                    return i;
                }
                if (c == '\\') {
                    i++;
                }
            }
            return -1;
        }

        private Optional<String> unquoted(int open, int close) {
            boolean plain = true;
            for (int i = open + 1; i < close; i++) {
                char c = text.charAt(i);
                if (c < ' ' || c == '\\') {
                    plain = false;
                    break;
                }
            }
            if (plain) {
                return Optional.of(text.substring(open + 1, close));
            }
            try {
                return JsonParser.parse(text.substring(open, close + 1)).asText();
            } catch (JsonSyntaxException _) {
                return Optional.empty();
            }
        }
    }
}
