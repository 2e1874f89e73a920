// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.hcl.Token.Kind;
import dev.slipway.hcl.value.Value;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads text with expressions in it: in quotes, as a heredoc, or a text of its own. */
final class TemplateParser {
    private final Scanner scanner;
    private final ExpressionParser expressions;
    private final SourceFile file;
    private final List<TemplatePart> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private int literalStart;
    private boolean stripsNext;

    TemplateParser(Scanner scanner, ExpressionParser expressions) {
        this.scanner = scanner;
        this.expressions = expressions;
        this.file = scanner.file();
    }

    /** Reads a text in quotes. */
    Expression quoted() {
        int start = scanner.peek().start();
        int at = start + 1;
        literalStart = at;
        while (true) {
            byte c = scanner.byteAt(at);
            if (at >= scanner.end() || c == '\n') {
                throw SourceException.at(
                        file.span(start, at), "this text does not end on its line", "expected a closing quote");
            }
            if (c == '"') {
                break;
            }
            if (c == '\\') {
                at = escape(at);
            } else {
                at = plainOrSequence(at);
            }
        }
        flush(at);
        scanner.goTo(at + 1);
        return result(file.span(start, at + 1));
    }

    /** Reads the rest of the scanner's text as a template. */
    Expression whole() {
        int start = scanner.offset();
        int at = start;
        literalStart = at;
        while (at < scanner.end()) {
            at = plainOrSequence(at);
        }
        flush(at);
        return result(file.span(start, scanner.end()));
    }

    /** Reads a heredoc; {@code <<-} takes away the indentation that all its lines have. */
    Expression heredoc() {
        Token open = scanner.peek();
        boolean indented = scanner.byteAt(open.end()) == '-';
        int nameStart = indented ? open.end() + 1 : open.end();
        int nameEnd = Names.end(file, nameStart, scanner.end());
        String marker = file.text(nameStart, nameEnd);
        int at = scanner.byteAt(nameEnd) == '\r' ? nameEnd + 1 : nameEnd;
        if (scanner.byteAt(at) != '\n') {
            throw SourceException.at(file.span(open.start(), nameEnd), "a heredoc begins on the line after its marker");
        }
        at++;
        boolean atLineStart = true;
        literalStart = at;
        while (true) {
            if (at >= scanner.end()) {
                scanner.goTo(at);
                throw SourceException.at(
                        file.span(open.start(), nameEnd),
                        "this heredoc does not end",
                        "expected a line with " + marker + " and nothing else");
            }
            if (atLineStart && isMarker(at, marker)) {
                break;
            }
            int before = at;
            at = plainOrSequence(at);
            atLineStart = scanner.byteAt(before) == '\n' && at == before + 1;
            if (atLineStart) {
                flush(at);
            }
        }
        flush(at);
        scanner.goTo(markerEnd(at));
        if (indented) {
            Indentation.remove(parts);
        }
        return result(file.span(open.start(), scanner.offset()));
    }

    private boolean isMarker(int lineStart, String marker) {
        return file.text(lineStart, markerEnd(lineStart)).strip().equals(marker);
    }

    private int markerEnd(int lineStart) {
        int at = lineStart;
        while (at < scanner.end() && scanner.byteAt(at) != '\n') {
            at++;
        }
        return at > lineStart && scanner.byteAt(at - 1) == '\r' ? at - 1 : at;
    }

    private int plainOrSequence(int at) {
        byte c = scanner.byteAt(at);
        if ((c == '$' || c == '%') && scanner.byteAt(at + 1) == c && scanner.byteAt(at + 2) == '{') {
            literal.append((char) c).append('{');
            return at + 3;
        }
        if ((c == '$' || c == '%') && scanner.byteAt(at + 1) == '{') {
            flush(at);
            return c == '$' ? interpolation(at) : directive(at);
        }
        int end = at + 1;
        while (c != '\n' && end < scanner.end() && isPlain(scanner.byteAt(end))) {
            end++;
        }
        literal.append(file.text(at, end));
        return end;
    }

    private static boolean isPlain(byte c) {
        return c != '$' && c != '%' && c != '"' && c != '\\' && c != '\n';
    }

    private int escape(int at) {
        byte c = scanner.byteAt(at + 1);
        switch (c) {
            case 'n' -> literal.append('\n');
            case 'r' -> literal.append('\r');
            case 't' -> literal.append('\t');
            case '"' -> literal.append('"');
            case '\\' -> literal.append('\\');
            case 'u' -> {
                return unicode(at, 4);
            }
            case 'U' -> {
                return unicode(at, 8);
            }
            default ->
                throw SourceException.at(
                        file.span(at, Math.min(at + 2, scanner.end())),
                        "unknown escape",
                        "known are \\n \\r \\t \\\" \\\\ \\uNNNN \\UNNNNNNNN; a backslash is \\\\");
        }
        return at + 2;
    }

    private int unicode(int at, int digits) {
        int end = Math.min(at + 2 + digits, scanner.end());
        int code = 0;
        for (int i = at + 2; i < end; i++) {
            int digit = Character.digit(scanner.byteAt(i), 16);
            code = digit < 0 || code < 0 ? -1 : code * 16 + digit;
        }
        if (end < at + 2 + digits || !isCharacter(code)) {
            throw SourceException.at(
                    file.span(at, end),
                    "no Unicode character",
                    "expected " + digits + " hex digits; a character is one escape, not two halves");
        }
        literal.appendCodePoint(code);
        return end;
    }

    private static boolean isCharacter(int code) {
        return Character.isValidCodePoint(code) && (code < Character.MIN_SURROGATE || code > Character.MAX_SURROGATE);
    }

    private int interpolation(int at) {
        int inside = open(at);
        Expression inner = expressions.expression();
        int end = close();
        parts.add(new TemplatePart.Value(inner, file.span(at, end)));
        assert inside > at;
        return end;
    }

    private int directive(int at) {
        open(at);
        Token word = scanner.expect(Kind.NAME, "of a directive: if, else, endif, for, endfor");
        TemplatePart part = switch (scanner.text(word)) {
            case "if" -> new TemplatePart.If(expressions.expression(), file.span(at, word.end()));
            case "else" -> new TemplatePart.Else(file.span(at, word.end()));
            case "endif" -> new TemplatePart.EndIf(file.span(at, word.end()));
            case "for" ->
                new TemplatePart.For(
                        new ConstructParser(scanner, expressions).loop(Kind.CLOSE_BRACE), file.span(at, word.end()));
            case "endfor" -> new TemplatePart.EndFor(file.span(at, word.end()));
            default ->
                throw SourceException.at(
                        scanner.span(word),
                        "unknown directive \"" + scanner.text(word) + "\"",
                        "known are if, else, endif, for, endfor");
        };
        int end = close();
        parts.add(part);
        return end;
    }

    private boolean before;

    // at "${" or "%{"; a tilde behind it strips the blanks before it
    private int open(int at) {
        int inside = at + 2;
        if (scanner.byteAt(inside) == '~') {
            inside++;
            stripPrevious();
        }
        stripsNext = false;
        before = scanner.countNewlines(false);
        scanner.goTo(inside);
        return inside;
    }

    private int close() {
        boolean strips = scanner.accept(Kind.STRIP);
        Token brace = scanner.expect(Kind.CLOSE_BRACE, "behind the expression");
        scanner.countNewlines(before);
        stripsNext = strips;
        literalStart = brace.end();
        return brace.end();
    }

    private void stripPrevious() {
        @Nullable TemplatePart last = parts.isEmpty() ? null : parts.getLast();
        if (last instanceof TemplatePart.Text(var text, var span)) {
            parts.set(parts.size() - 1, new TemplatePart.Text(text.stripTrailing(), span));
        }
    }

    private void flush(int at) {
        if (!literal.isEmpty()) {
            String text = literal.toString();
            SourceSpan span = file.span(literalStart, at);
            parts.add(new TemplatePart.Text(stripsNext ? text.stripLeading() : text, span));
            stripsNext = false;
            literal.setLength(0);
        }
        literalStart = at;
    }

    private Expression result(SourceSpan span) {
        List<Expression> found = new TemplateTree(parts).build();
        if (found.isEmpty()) {
            return new Literal(Value.of(""), span);
        }
        if (found.size() == 1 && found.getFirst() instanceof Literal(var value, var _) && parts.size() == 1) {
            return new Literal(value, span);
        }
        return new Template(List.copyOf(found), span);
    }
}
