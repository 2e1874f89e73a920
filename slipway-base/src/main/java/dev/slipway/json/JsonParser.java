// SPDX-License-Identifier: Apache-2.0
package dev.slipway.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON (RFC 8259), strictly, to a bounded depth. A member that stands twice keeps its last value. */
public final class JsonParser {
    private static final int MAX_DEPTH = 200;

    private final String text;
    private int at;
    private int depth;

    private JsonParser(String text) {
        this.text = text;
    }

    /** @throws JsonSyntaxException if the bytes are not one JSON value in UTF-8 */
    public static Json parse(byte[] utf8) throws JsonSyntaxException {
        return parse(new String(utf8, StandardCharsets.UTF_8));
    }

    /** @throws JsonSyntaxException if the text is not one JSON value */
    public static Json parse(String text) throws JsonSyntaxException {
        JsonParser parser = new JsonParser(text);
        Json value = parser.value();
        parser.skipBlanks();
        if (parser.at < text.length()) {
            throw parser.fault("more text after the value");
        }
        return value;
    }

    private Json value() throws JsonSyntaxException {
        skipBlanks();
        if (at >= text.length()) {
            throw fault("the text ends where a value is expected");
        }
        return switch (text.charAt(at)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> new Json.Text(string());
            case 't' -> word("true", new Json.Bool(true));
            case 'f' -> word("false", new Json.Bool(false));
            case 'n' -> word("null", new Json.Null());
            default -> number();
        };
    }

    private Json object() throws JsonSyntaxException {
        enter();
        Map<String, Json> members = new LinkedHashMap<>();
        at++;
        if (!ends('}')) {
            do {
                skipBlanks();
                if (at >= text.length() || text.charAt(at) != '"') {
                    throw fault("expected a member name");
                }
                String name = string();
                expect(':');
                members.put(name, value());
            } while (comma('}'));
        }
        depth--;
        return new Json.Obj(members);
    }

    private Json array() throws JsonSyntaxException {
        enter();
        List<Json> items = new ArrayList<>();
        at++;
        if (!ends(']')) {
            do {
                items.add(value());
            } while (comma(']'));
        }
        depth--;
        return new Json.Arr(items);
    }

    private void enter() throws JsonSyntaxException {
        if (++depth > MAX_DEPTH) {
            throw fault("nested more than " + MAX_DEPTH + " deep");
        }
    }

    private boolean ends(char close) {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == close) {
            at++;
            return true;
        }
        return false;
    }

    private boolean comma(char close) throws JsonSyntaxException {
        if (ends(close)) {
            return false;
        }
        expect(',');
        return true;
    }

    private void expect(char wanted) throws JsonSyntaxException {
        skipBlanks();
        if (at >= text.length() || text.charAt(at) != wanted) {
            throw fault("expected '" + wanted + "'");
        }
        at++;
    }

    private Json word(String word, Json value) throws JsonSyntaxException {
        if (!text.startsWith(word, at)) {
            throw fault("unexpected character");
        }
        at += word.length();
        return value;
    }

    private Json number() throws JsonSyntaxException {
        int start = at;
        accept('-');
        if (!accept('0')) {
            digits();
        }
        if (accept('.')) {
            digits();
        }
        if (accept('e') || accept('E')) {
            if (!accept('+')) {
                accept('-');
            }
            digits();
        }
        return new Json.Num(text.substring(start, at));
    }

    private boolean accept(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void digits() throws JsonSyntaxException {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw fault("unexpected character");
        }
    }

    private String string() throws JsonSyntaxException {
        int start = ++at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                return text.substring(start, at++);
            }
            if (c == '\\') {
                return escaped(start);
            }
            if (c < ' ') {
                throw fault("a control character in a string");
            }
            at++;
        }
        throw fault("a string that does not end");
    }

    private String escaped(int start) throws JsonSyntaxException {
        StringBuilder out = new StringBuilder(text.substring(start, at));
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            if (c < ' ') {
                throw fault("a control character in a string");
            }
            out.append(c == '\\' ? escape() : c);
        }
        throw fault("a string that does not end");
    }

    private char escape() throws JsonSyntaxException {
        if (at >= text.length()) {
            throw fault("a string that does not end");
        }
        char c = text.charAt(at++);
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw fault("unknown escape");
        };
    }

    private char unicode() throws JsonSyntaxException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) {
                throw fault("expected four hex digits");
            }
            code = code * 16 + digit;
            at++;
        }
        return (char) code;
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private JsonSyntaxException fault(String message) {
        return new JsonSyntaxException(message, at);
    }
}
