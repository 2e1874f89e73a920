// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.dockerfile.words.Blanks;
import dev.slipway.dockerfile.words.HeredocWords;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.Severity;
import dev.slipway.text.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Joins the lines of a file to logical ones, leaves comments out, and reads heredocs when it is asked to. */
final class LineReader {
    private final SourceFile file;
    private final byte[] bytes;
    private final Problems problems;
    private final DirectiveReader directives;
    private final List<Located> comments = new ArrayList<>();
    private char escape;
    // the physical line: where it begins, where its text ends, where the next one begins
    private int lineStart;
    private int lineEnd;
    private int next;

    LineReader(SourceFile file, byte[] bytes, char escape, Problems problems) {
        this.file = file;
        this.bytes = bytes;
        this.escape = escape;
        this.problems = problems;
        this.directives = new DirectiveReader("#", problems);
        this.next = afterByteOrderMark(bytes);
    }

    static int afterByteOrderMark(byte[] bytes) {
        boolean marked =
                bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        return marked ? 3 : 0;
    }

    char escape() {
        return escape;
    }

    /** The comment lines since the last instruction, forgotten once they are taken. */
    List<Located> takeComments() {
        List<Located> taken = List.copyOf(comments);
        comments.clear();
        return taken;
    }

    /** The next line that is not empty, with all lines that continue it. */
    Optional<LogicalLine> nextLine() {
        while (physicalLine()) {
            int start = skipSpaces(lineStart, lineEnd);
            if (!directives.isDone() && directive(start)) {
                continue;
            }
            if (start == lineEnd) {
                continue;
            }
            if (bytes[start] == '#') {
                comment(start);
                continue;
            }
            return Optional.of(joined(start));
        }
        return Optional.empty();
    }

    private boolean directive(int start) {
        Optional<DirectiveReader.Directive> found = directives.read(
                new LogicalLine.Builder(file, bytes).append(start, lineEnd).build(), 0);
        found.filter(directive -> directive.name().equals("escape"))
                .ifPresent(directive -> setEscape(directive.value()));
        return found.isPresent();
    }

    private void setEscape(Located value) {
        if (value.text().equals("\\") || value.text().equals("`")) {
            escape = value.text().charAt(0);
        } else {
            problems.error(
                    "invalid escape token '" + value.text() + "'", "expected a backslash or a backtick", value.span());
        }
    }

    private void comment(int start) {
        int from = skipSpaces(start + 1, lineEnd);
        int end = lineEnd;
        while (end > from && isAsciiSpace(bytes[end - 1])) {
            end--;
        }
        if (from == end) {
            comments.clear();
        } else {
            comments.add(new Located(file.text(from, end), file.span(from, end)));
        }
    }

    private LogicalLine joined(int start) {
        LogicalLine.Builder line = new LogicalLine.Builder(file, bytes);
        int end = continuation(start);
        line.append(start, end < 0 ? lineEnd : end);
        int emptyAt = -1;
        while (end >= 0 && physicalLine()) {
            int from = skipSpaces(lineStart, lineEnd);
            if (from == lineEnd) {
                emptyAt = emptyAt < 0 ? lineStart : emptyAt;
            } else if (bytes[from] != '#') {
                end = continuation(lineStart);
                line.append(lineStart, end < 0 ? lineEnd : end);
            }
        }
        if (emptyAt >= 0) {
            warnOfEmptyLine(emptyAt);
        }
        if (line.invalidAt() >= 0) {
            problems.add(new Diagnostic(
                    Severity.WARNING,
                    Optional.empty(),
                    "this is not UTF-8 and is read as U+FFFD",
                    Optional.of("save the file in UTF-8"),
                    Optional.of(file.span(line.invalidAt(), line.invalidAt() + 1)),
                    List.of()));
        }
        return line.build();
    }

    private void warnOfEmptyLine(int at) {
        problems.add(
                Diagnostic.warning("NoEmptyContinuation", "empty line after a line continuation", file.span(at, at))
                        .withHelp("remove this line, or the continuation before it"));
    }

    // where the text ends that goes on in the next line, or -1 when the line is the last
    private int continuation(int start) {
        int end = lineEnd;
        while (end > start && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t')) {
            end--;
        }
        if (end == start || bytes[end - 1] != escape) {
            return -1;
        }
        boolean escaped = end - 2 >= start && bytes[end - 2] == escape;
        return escaped ? -1 : end - 1;
    }

    /** Reads the body of the heredoc, up to the line that ends it; empty when there is none. */
    Optional<Heredoc> heredoc(HeredocWords.Found found, LogicalLine line) {
        byte[] terminator = found.name().getBytes(StandardCharsets.UTF_8);
        int start = next;
        while (physicalLine()) {
            int from = lineStart;
            while (found.chomp() && from < lineEnd && bytes[from] == '\t') {
                from++;
            }
            if (Arrays.equals(bytes, from, lineEnd, terminator, 0, terminator.length)) {
                return Optional.of(new Heredoc(
                        found.name(),
                        file.text(start, lineStart),
                        found.expand(),
                        found.chomp(),
                        found.descriptor(),
                        line.span(found.start(), found.end())));
            }
        }
        return Optional.empty();
    }

    /** The offset behind the text of the physical line that was read last. */
    int lastEnd() {
        return lineEnd;
    }

    private boolean physicalLine() {
        if (next >= bytes.length) {
            return false;
        }
        lineStart = next;
        int at = next;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        next = at + 1;
        while (at > lineStart && bytes[at - 1] == '\r') {
            at--;
        }
        lineEnd = at;
        return true;
    }

    private int skipSpaces(int from, int end) {
        int at = from;
        while (at < end) {
            if (bytes[at] >= 0) {
                if (!isAsciiSpace(bytes[at])) {
                    return at;
                }
                at++;
            } else {
                // U+0085 and U+00A0 take two bytes, the other spaces three
                int width = (bytes[at] & 0xE0) == 0xC0 ? 2 : 3;
                if (at + width > end) {
                    return at;
                }
                String character = new String(bytes, at, width, StandardCharsets.UTF_8);
                if (character.length() != 1 || !Blanks.isSpace(character.charAt(0))) {
                    return at;
                }
                at += width;
            }
        }
        return at;
    }

    private static boolean isAsciiSpace(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }
}
