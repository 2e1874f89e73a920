// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.text.SourceFile;
import java.util.Optional;

/**
 * Finds the frontend that a file asks for, whatever its language: {@code # syntax=}, {@code // syntax=}, or a member
 * {@code syntax} of a JSON object; a first line {@code #!} is passed over.
 */
final class SyntaxDetector {
    private final SourceFile file;
    private final byte[] bytes;

    SyntaxDetector(SourceFile file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** The directive of that name, in the form of Dockerfiles only; its value up to the first blank. */
    Optional<Located> directive(String name) {
        return scan(name, "#", start());
    }

    /** The frontend, in any of the forms. */
    Optional<Located> syntax() {
        int start = start();
        Optional<Located> found = scan("syntax", "#", start);
        if (found.isEmpty() && startsWith("//", start)) {
            found = scan("syntax", "//", start);
        }
        return found.isEmpty() ? fromJson(start) : found;
    }

    private int start() {
        int start = LineReader.afterByteOrderMark(bytes);
        return startsWith("#!", start) ? lineEnd(start) + 1 : start;
    }

    private Optional<Located> scan(String name, String commentSign, int start) {
        // problems are the parser's to report
        DirectiveReader reader = new DirectiveReader(commentSign, new Problems());
        for (int at = start; at < bytes.length && !reader.isDone(); ) {
            int end = lineEnd(at);
            reader.read(new LogicalLine.Builder(file, bytes).append(at, end).build(), 0);
            at = end + 1;
        }
        return reader.value(name).map(value -> firstWord(value));
    }

    private static Located firstWord(Located value) {
        int blank = value.text().indexOf(' ');
        if (blank < 0) {
            return value;
        }
        int start = value.span().start();
        return new Located(
                value.text().substring(0, blank),
                value.span().file().span(start, Math.min(value.span().end(), start + blank)));
    }

    private Optional<Located> fromJson(int start) {
        int at = start;
        while (at < bytes.length && bytes[at] <= ' ') {
            at++;
        }
        if (at >= bytes.length || bytes[at] != '{') {
            return Optional.empty();
        }
        try {
            Json value = JsonParser.parse(file.text(start, bytes.length));
            int line = at;
            return value.text("syntax").map(syntax -> new Located(syntax, file.span(line, lineEnd(line))));
        } catch (JsonSyntaxException _) {
            return Optional.empty();
        }
    }

    private boolean startsWith(String sign, int at) {
        return at + sign.length() <= bytes.length
                && bytes[at] == sign.charAt(0)
                && (sign.length() == 1 || bytes[at + 1] == sign.charAt(1));
    }

    private int lineEnd(int from) {
        int end = Math.min(from, bytes.length);
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }
}
