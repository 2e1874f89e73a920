// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.hcl.Token.Kind;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import dev.slipway.text.SourceSpan;
import org.jspecify.annotations.Nullable;

/** Reads the tokens of a file, one ahead. Texts in quotes and heredocs are read by {@link TemplateParser} instead. */
final class Scanner {
    private final SourceFile file;

    /** Those of the stretch alone: of a file in JSON each text with an expression in it is one. */
    private final byte[] bytes;

    private final int begin;
    private final int end;
    private int at;
    private boolean newlinesCount = true;
    private @Nullable Token ahead;

    Scanner(SourceFile file, int start, int end) {
        this.file = file;
        this.bytes = file.bytes(start, end);
        this.begin = start;
        this.at = start;
        this.end = end;
    }

    SourceFile file() {
        return file;
    }

    int end() {
        return end;
    }

    /** The byte at the offset; 0 behind the end. */
    byte byteAt(int offset) {
        return offset < end ? bytes[offset - begin] : 0;
    }

    /** The offset of the next token, or of what stands before it. */
    int offset() {
        return at;
    }

    /** Goes on at another place. */
    void goTo(int offset) {
        at = offset;
        ahead = null;
    }

    /** Says whether ends of lines are tokens from here on, and returns what was said before. */
    boolean countNewlines(boolean count) {
        boolean before = newlinesCount;
        newlinesCount = count;
        ahead = null;
        return before;
    }

    Token peek() {
        if (ahead == null) {
            ahead = scan();
        }
        return ahead;
    }

    Token next() {
        Token token = peek();
        at = token.end();
        ahead = null;
        return token;
    }

    boolean isNext(Kind kind) {
        return peek().kind() == kind;
    }

    /** Takes the next token if it is of that kind. */
    boolean accept(Kind kind) {
        if (!isNext(kind)) {
            return false;
        }
        next();
        return true;
    }

    /** Takes the next token, which must be of that kind. */
    Token expect(Kind kind, String why) {
        if (!isNext(kind)) {
            throw unexpected("expected " + kind.shown() + " " + why);
        }
        return next();
    }

    void skipNewlines() {
        while (isNext(Kind.NEWLINE)) {
            next();
        }
    }

    boolean isWord(Token token, String word) {
        return token.kind() == Kind.NAME && text(token).equals(word);
    }

    String text(Token token) {
        return file.text(token.start(), token.end());
    }

    SourceSpan span(Token token) {
        return file.span(token.start(), token.end());
    }

    SourceSpan span(int start, int stop) {
        return file.span(start, stop);
    }

    /** The error that the next token is; the help says what was expected. */
    SourceException unexpected(String expected) {
        Token token = peek();
        String shown = token.kind() == Kind.NAME || token.kind() == Kind.NUMBER || token.kind() == Kind.UNKNOWN
                ? "\"" + text(token) + "\""
                : token.kind().shown();
        int last = token.kind() == Kind.NEWLINE ? token.start() : token.end();
        return SourceException.at(file.span(token.start(), last), "unexpected " + shown, expected);
    }

    private Token scan() {
        int start = skipBlanks(at);
        if (start >= end) {
            return new Token(Kind.END, end, end);
        }
        byte c = byteAt(start);
        if (c == '\n' || c == '\r') {
            return new Token(Kind.NEWLINE, start, start + (c == '\r' && byteAt(start + 1) == '\n' ? 2 : 1));
        }
        if (Names.isStart(file, start, end)) {
            return new Token(Kind.NAME, start, Names.end(file, start, end));
        }
        if (c >= '0' && c <= '9') {
            return new Token(Kind.NUMBER, start, numberEnd(start));
        }
        Kind two = ofTwo(c, byteAt(start + 1));
        if (two == Kind.ELLIPSIS && byteAt(start + 2) == '.') {
            return new Token(two, start, start + 3);
        }
        if (two == Kind.HEREDOC && !startsHeredoc(start + 2)) {
            return new Token(Kind.LESS, start, start + 1);
        }
        if (two != Kind.UNKNOWN && two != Kind.ELLIPSIS) {
            return new Token(two, start, start + 2);
        }
        Kind one = ofOne(c);
        return new Token(one, start, one == Kind.UNKNOWN ? characterEnd(start) : start + 1);
    }

    private int characterEnd(int start) {
        int stop = start + 1;
        while (stop < end && (byteAt(stop) & 0xC0) == 0x80) {
            stop++;
        }
        return stop;
    }

    private boolean startsHeredoc(int offset) {
        int name = byteAt(offset) == '-' ? offset + 1 : offset;
        return name < end && Names.isStart(file, name, end);
    }

    private int skipBlanks(int from) {
        int offset = from;
        while (offset < end) {
            byte c = byteAt(offset);
            if (c == ' ' || c == '\t' || (!newlinesCount && (c == '\n' || c == '\r'))) {
                offset++;
            } else if (c == '#' || (c == '/' && byteAt(offset + 1) == '/')) {
                offset = lineEnd(offset);
            } else if (c == '/' && byteAt(offset + 1) == '*') {
                offset = commentEnd(offset);
            } else {
                return offset;
            }
        }
        return end;
    }

    private int lineEnd(int from) {
        int offset = from;
        while (offset < end && byteAt(offset) != '\n') {
            offset++;
        }
        return offset;
    }

    private int commentEnd(int from) {
        for (int offset = from + 2; offset + 1 < end; offset++) {
            if (byteAt(offset) == '*' && byteAt(offset + 1) == '/') {
                return offset + 2;
            }
        }
        throw SourceException.at(file.span(from, from + 2), "this comment does not end", "expected */");
    }

    private int numberEnd(int start) {
        int offset = digitsEnd(start);
        if (byteAt(offset) == '.' && isDigit(byteAt(offset + 1))) {
            offset = digitsEnd(offset + 1);
        }
        if (byteAt(offset) == 'e' || byteAt(offset) == 'E') {
            int exponent = byteAt(offset + 1) == '+' || byteAt(offset + 1) == '-' ? offset + 2 : offset + 1;
            if (isDigit(byteAt(exponent))) {
                offset = digitsEnd(exponent);
            }
        }
        return offset;
    }

    private int digitsEnd(int start) {
        int offset = start;
        while (isDigit(byteAt(offset))) {
            offset++;
        }
        return offset;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    private static Kind ofTwo(byte first, byte second) {
        return switch (first) {
            case '=' -> second == '=' ? Kind.EQUAL : second == '>' ? Kind.ARROW : Kind.UNKNOWN;
            case '!' -> second == '=' ? Kind.NOT_EQUAL : Kind.UNKNOWN;
            case '<' -> second == '=' ? Kind.LESS_EQUAL : second == '<' ? Kind.HEREDOC : Kind.UNKNOWN;
            case '>' -> second == '=' ? Kind.GREATER_EQUAL : Kind.UNKNOWN;
            case '&' -> second == '&' ? Kind.AND : Kind.UNKNOWN;
            case '|' -> second == '|' ? Kind.OR : Kind.UNKNOWN;
            case '.' -> second == '.' ? Kind.ELLIPSIS : Kind.UNKNOWN;
            default -> Kind.UNKNOWN;
        };
    }

    private static Kind ofOne(byte c) {
        return switch (c) {
            case '"' -> Kind.QUOTE;
            case '{' -> Kind.OPEN_BRACE;
            case '}' -> Kind.CLOSE_BRACE;
            case '[' -> Kind.OPEN_BRACKET;
            case ']' -> Kind.CLOSE_BRACKET;
            case '(' -> Kind.OPEN_PARENTHESIS;
            case ')' -> Kind.CLOSE_PARENTHESIS;
            case ',' -> Kind.COMMA;
            case '.' -> Kind.DOT;
            case '=' -> Kind.ASSIGN;
            case ':' -> Kind.COLON;
            case '?' -> Kind.QUESTION;
            case '!' -> Kind.NOT;
            case '<' -> Kind.LESS;
            case '>' -> Kind.GREATER;
            case '+' -> Kind.PLUS;
            case '-' -> Kind.MINUS;
            case '*' -> Kind.STAR;
            case '/' -> Kind.SLASH;
            case '%' -> Kind.PERCENT;
            case '~' -> Kind.STRIP;
            default -> Kind.UNKNOWN;
        };
    }
}
