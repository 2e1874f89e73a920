// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.hcl.value.Num;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads JSON with the place of each value. */
final class JsonReader {
    private static final int MAX_DEPTH = 200;

    private final SourceFile file;
    private int at;
    private int depth;

    JsonReader(SourceFile file) {
        this.file = file;
    }

    /** The value that the file is. */
    JsonNode read() {
        JsonNode value = value();
        skipBlanks();
        if (at < file.length()) {
            throw fault("expected nothing behind the value");
        }
        return value;
    }

    private byte byteAt(int offset) {
        return offset < file.length() ? file.at(offset) : 0;
    }

    private SourceException fault(String expected) {
        if (at >= file.length()) {
            return SourceException.at(file.span(at, at), "the file ends too early", expected);
        }
        return SourceException.at(file.span(at, at + 1), "this is no JSON", expected);
    }

    private JsonNode value() {
        skipBlanks();
        int start = at;
        return switch (byteAt(at)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> text();
            case 't' -> word("true") ? new JsonNode.Bool(true, file.span(start, at)) : number();
            case 'f' -> word("false") ? new JsonNode.Bool(false, file.span(start, at)) : number();
            case 'n' -> word("null") ? new JsonNode.Null(file.span(start, at)) : number();
            default -> number();
        };
    }

    private boolean word(String word) {
        int end = at + word.length();
        if (end > file.length() || !file.text(at, end).equals(word)) {
            return false;
        }
        at = end;
        return true;
    }

    private JsonNode number() {
        int start = at;
        while (at < file.length() && "+-.eE0123456789".indexOf(file.at(at)) >= 0) {
            at++;
        }
        Optional<Num> number = Num.parse(file.text(start, at));
        if (number.isEmpty()) {
            at = start;
            throw fault("expected a value: a text in quotes, a number, an object, an array, true, false or null");
        }
        return new JsonNode.Num(number.get(), file.span(start, at));
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw SourceException.at(file.span(at, at + 1), "nested more than " + MAX_DEPTH + " deep");
        }
        at++;
    }

    private JsonNode object() {
        int start = at;
        enter();
        List<JsonNode.Member> members = new ArrayList<>();
        if (!ends('}')) {
            do {
                skipBlanks();
                if (byteAt(at) != '"') {
                    throw fault("expected a name in quotes");
                }
                JsonNode.Text name = text();
                expect(':');
                members.add(new JsonNode.Member(name, value()));
            } while (comma('}'));
        }
        depth--;
        return new JsonNode.Obj(List.copyOf(members), file.span(start, at));
    }

    private JsonNode array() {
        int start = at;
        enter();
        List<JsonNode> items = new ArrayList<>();
        if (!ends(']')) {
            do {
                items.add(value());
            } while (comma(']'));
        }
        depth--;
        return new JsonNode.Arr(List.copyOf(items), file.span(start, at));
    }

    private boolean ends(char close) {
        skipBlanks();
        if (byteAt(at) == close) {
            at++;
            return true;
        }
        return false;
    }

    private boolean comma(char close) {
        if (ends(close)) {
            return false;
        }
        if (byteAt(at) != ',') {
            throw fault("expected \",\" or \"" + close + "\"");
        }
        at++;
        return true;
    }

    private void expect(char wanted) {
        skipBlanks();
        if (byteAt(at) != wanted) {
            throw fault("expected \"" + wanted + "\"");
        }
        at++;
    }

    private JsonNode.Text text() {
        int start = at++;
        StringBuilder out = new StringBuilder();
        boolean escapes = false;
        int plain = at;
        while (byteAt(at) != '"') {
            if (at >= file.length() || (file.at(at) >= 0 && file.at(at) < ' ')) {
                throw SourceException.at(file.span(start, at), "this text does not end", "expected a closing quote");
            }
            if (file.at(at) == '\\') {
                out.append(file.text(plain, at));
                escape(out);
                escapes = true;
                plain = at;
            } else {
                at++;
            }
        }
        out.append(file.text(plain, at));
        at++;
        return new JsonNode.Text(out.toString(), escapes, file.span(start + 1, at - 1), file.span(start, at));
    }

    private void escape(StringBuilder out) {
        byte c = byteAt(at + 1);
        switch (c) {
            case '"', '\\', '/' -> out.append((char) c);
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'u' -> {
                out.append(unicode());
                at += 4;
            }
            default -> throw fault("known escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uNNNN");
        }
        at += 2;
    }

    private char unicode() {
        int code = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = Character.digit(byteAt(i), 16);
            if (digit < 0) {
                throw fault("expected four hex digits behind \\u");
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private void skipBlanks() {
        while (at < file.length() && " \t\n\r".indexOf(file.at(at)) >= 0) {
            at++;
        }
    }

    /** A file that holds an escaped text by itself, so that what stands in it can be parsed; its places are its own. */
    static SourceFile unescaped(SourceFile file, String text) {
        return SourceFile.of(file.name(), text.getBytes(StandardCharsets.UTF_8));
    }
}
