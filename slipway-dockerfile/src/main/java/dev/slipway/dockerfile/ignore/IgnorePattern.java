// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.ignore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One pattern of a {@code .dockerignore}, by the rules of moby's {@code patternmatcher}: as a {@link PathPattern}, and
 * {@code **} stands for any number of folders. Most patterns are compared as plain text.
 */
final class IgnorePattern {
    private enum Kind {
        EXACT,
        PREFIX,
        SUFFIX,
        GENERAL
    }

    private sealed interface Token {
        record Plain(int codePoint) implements Token {}

        record Any() implements Token {}

        record Star() implements Token {}

        /** Folders, at least none: everything up to a slash, or nothing. */
        record Folders() implements Token {}

        /** Everything to the end. */
        record Rest() implements Token {}

        record OneOf(CharClass characters) implements Token {}
    }

    private final String text;
    private final boolean exception;
    private final Kind kind;
    private final List<Token> tokens;
    private final String literalStart;

    private IgnorePattern(String text, boolean exception, Kind kind, List<Token> tokens) {
        this.text = text;
        this.exception = exception;
        this.kind = kind;
        this.tokens = List.copyOf(tokens);
        this.literalStart = literalStart(tokens);
    }

    /** @param text cleaned, without the exclamation mark; empty when it is malformed */
    static Optional<IgnorePattern> of(String text, boolean exception) {
        if (PathPattern.of(text).isEmpty()) {
            return Optional.empty();
        }
        Kind kind = Kind.EXACT;
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int start = at;
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (c == '*' && text.startsWith("*", at)) {
                at += text.startsWith("/", at + 1) ? 2 : 1;
                boolean last = at >= text.length();
                tokens.add(last ? new Token.Rest() : new Token.Folders());
                kind = start == 0 ? Kind.SUFFIX : last && kind == Kind.EXACT ? Kind.PREFIX : Kind.GENERAL;
            } else if (c == '*' || c == '?') {
                tokens.add(c == '*' ? new Token.Star() : new Token.Any());
                kind = Kind.GENERAL;
            } else if (c == '[') {
                CharClass.Read read = CharClass.read(text, start).orElseThrow();
                tokens.add(new Token.OneOf(read.value()));
                at = read.end();
                kind = Kind.GENERAL;
            } else if (c == '\\') {
                int plain = text.codePointAt(at);
                tokens.add(new Token.Plain(plain));
                at += Character.charCount(plain);
                kind = Kind.GENERAL;
            } else {
                tokens.add(new Token.Plain(c));
            }
        }
        return Optional.of(new IgnorePattern(text, exception, kind, tokens));
    }

    boolean isException() {
        return exception;
    }

    /** The text with its exclamation mark. */
    String written() {
        return exception ? "!" + text : text;
    }

    boolean matches(String path) {
        return switch (kind) {
            case EXACT -> path.equals(text);
            case PREFIX -> path.startsWith(literalStart);
            case SUFFIX -> {
                String suffix = text.substring(2);
                yield path.endsWith(suffix)
                        || (suffix.startsWith("/") && path.length() == suffix.length() - 1 && suffix.endsWith(path));
            }
            case GENERAL -> path.startsWith(literalStart) && simulate(path);
        };
    }

    /** Whether a path below the folder could match; rather true than false. */
    boolean mayMatchBelow(String folder) {
        String below = folder + "/";
        if (kind == Kind.EXACT) {
            return text.startsWith(below);
        }
        return literalStart.startsWith(below) || below.startsWith(literalStart);
    }

    // all positions that the pattern can have reached, character by character
    private boolean simulate(String path) {
        int end = tokens.size();
        boolean[] reached = new boolean[end + 1];
        boolean[] next = new boolean[end + 1];
        enter(reached, 0);
        for (int i = 0; i < path.length(); ) {
            int c = path.codePointAt(i);
            i += Character.charCount(c);
            boolean alive = false;
            for (int p = 0; p < end; p++) {
                if (reached[p]) {
                    alive |= step(next, p, c);
                }
            }
            if (!alive) {
                return false;
            }
            boolean[] spare = reached;
            reached = next;
            next = spare;
            Arrays.fill(next, false);
        }
        return reached[end];
    }

    private boolean step(boolean[] next, int p, int c) {
        switch (tokens.get(p)) {
            case Token.Folders _ -> {
                next[p] = true;
                if (c == '/') {
                    enter(next, p + 1);
                }
                return true;
            }
            case Token.Rest _ -> {
                enter(next, p);
                return true;
            }
            case Token.Star _ -> {
                if (c != '/') {
                    enter(next, p);
                }
                return c != '/';
            }
            case Token.Any _ -> {
                return advance(next, p, c != '/');
            }
            case Token.Plain(int plain) -> {
                return advance(next, p, c == plain);
            }
            case Token.OneOf(CharClass characters) -> {
                return advance(next, p, characters.matches(c));
            }
        }
    }

    private boolean advance(boolean[] next, int p, boolean accepted) {
        if (accepted) {
            enter(next, p + 1);
        }
        return accepted;
    }

    // a token that may match nothing lets the next one begin here too
    private void enter(boolean[] states, int from) {
        int p = from;
        states[p] = true;
        while (p < tokens.size() && isSkippable(tokens.get(p))) {
            states[++p] = true;
        }
    }

    private static boolean isSkippable(Token token) {
        return token instanceof Token.Star || token instanceof Token.Folders || token instanceof Token.Rest;
    }

    private static String literalStart(List<Token> tokens) {
        StringBuilder out = new StringBuilder();
        for (Token token : tokens) {
            if (!(token instanceof Token.Plain(int codePoint))) {
                break;
            }
            out.appendCodePoint(codePoint);
        }
        return out.toString();
    }
}
