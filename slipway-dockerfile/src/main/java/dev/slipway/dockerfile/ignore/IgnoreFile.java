// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.ignore;

import dev.slipway.text.Diagnostic;
import dev.slipway.text.GoPath;
import dev.slipway.text.Parsed;
import dev.slipway.text.SourceFile;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code .dockerignore} files: a pattern a line; lines that begin with {@code #} are comments. */
public final class IgnoreFile {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private IgnoreFile() {}

    /** Malformed patterns are errors, and left out. */
    public static Parsed<IgnorePatterns> parse(SourceFile source) {
        List<IgnorePattern> patterns = new ArrayList<>();
        List<Diagnostic> problems = new ArrayList<>();
        for (int line = 1; line <= source.lineCount(); line++) {
            String text = source.line(line);
            if (line == 1 && text.startsWith(BYTE_ORDER_MARK)) {
                text = text.substring(1);
            }
            String trimmed = text.strip();
            if (trimmed.isEmpty() || text.startsWith("#")) {
                continue;
            }
            pattern(trimmed, place(source, line), problems).ifPresent(patterns::add);
        }
        return new Parsed<>(new IgnorePatterns(patterns), problems);
    }

    private static Optional<IgnorePattern> pattern(String trimmed, SourceSpan at, List<Diagnostic> problems) {
        boolean exception = trimmed.startsWith("!");
        String bare = exception ? trimmed.substring(1).strip() : trimmed;
        if (bare.isEmpty()) {
            problems.add(Diagnostic.error("illegal exclusion pattern: \"!\"", "add the pattern of what is kept", at));
            return Optional.empty();
        }
        String clean = GoPath.clean(bare);
        if (clean.length() > 1 && clean.startsWith("/")) {
            clean = clean.substring(1);
        }
        Optional<IgnorePattern> pattern = IgnorePattern.of(clean, exception);
        if (pattern.isEmpty()) {
            problems.add(Diagnostic.error("syntax error in pattern \"" + bare + "\"", fault(bare), at));
        }
        return pattern;
    }

    private static String fault(String pattern) {
        return pattern.endsWith("\\") && pattern.indexOf('[') < 0
                ? "a backslash needs a character after it"
                : "a '[' needs characters and a closing ']'; write \\[ for a plain bracket";
    }

    private static SourceSpan place(SourceFile source, int line) {
        int start = source.lineStart(line);
        int end = source.lineEnd(line);
        while (start < end && isBlank(source.at(start))) {
            start++;
        }
        while (end > start && isBlank(source.at(end - 1))) {
            end--;
        }
        return source.span(start, end);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }
}
