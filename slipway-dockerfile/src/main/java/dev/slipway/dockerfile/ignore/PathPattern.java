// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.ignore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Wildcards as Go's {@code path/filepath.Match} reads them, for the sources of COPY and ADD: {@code *} and {@code ?}
 * stay within one part of a path, {@code [a-z]} is a class, a backslash makes the next character plain. Immutable.
 */
public final class PathPattern {
    private sealed interface Token {
        record Plain(int codePoint) implements Token {}

        record Any() implements Token {}

        record Star() implements Token {}

        record OneOf(CharClass characters) implements Token {}
    }

    private final String source;
    private final List<Token> tokens;

    private PathPattern(String source, List<Token> tokens) {
        this.source = source;
        this.tokens = tokens;
    }

    /** Empty when the pattern is malformed: a bracket without its end, a backslash at the end. */
    public static Optional<PathPattern> of(String pattern) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < pattern.length()) {
            int c = pattern.codePointAt(at);
            at += Character.charCount(c);
            switch (c) {
                case '*' -> tokens.add(new Token.Star());
                case '?' -> tokens.add(new Token.Any());
                case '[' -> {
                    Optional<CharClass.Read> read = CharClass.read(pattern, at - 1);
                    if (read.isEmpty()) {
                        return Optional.empty();
                    }
                    tokens.add(new Token.OneOf(read.get().value()));
                    at = read.get().end();
                }
                case '\\' -> {
                    if (at >= pattern.length()) {
                        return Optional.empty();
                    }
                    int plain = pattern.codePointAt(at);
                    tokens.add(new Token.Plain(plain));
                    at += Character.charCount(plain);
                }
                default -> tokens.add(new Token.Plain(c));
            }
        }
        return Optional.of(new PathPattern(pattern, List.copyOf(tokens)));
    }

    /** Whether the whole name matches; a malformed pattern matches nothing. */
    public static boolean match(String pattern, String name) {
        return of(pattern).map(compiled -> compiled.matches(name)).orElse(false);
    }

    /** Whether it has a wildcard that no backslash makes plain. */
    public static boolean hasWildcards(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            switch (pattern.charAt(i)) {
                case '\\' -> i++;
                case '*', '?', '[' -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    /** Whether the whole name matches. Only the last star is ever tried again, so this takes at most square time. */
    public boolean matches(String name) {
        int token = 0;
        int at = 0;
        int starToken = -1;
        int starAt = 0;
        while (at < name.length() || token < tokens.size()) {
            if (token < tokens.size() && tokens.get(token) instanceof Token.Star) {
                starToken = token++;
                starAt = at;
                continue;
            }
            if (at < name.length()) {
                int c = name.codePointAt(at);
                if (token < tokens.size() && accepts(tokens.get(token), c)) {
                    token++;
                    at += Character.charCount(c);
                    continue;
                }
            }
            // the star takes one more character
            if (starToken < 0 || starAt >= name.length() || name.charAt(starAt) == '/') {
                return false;
            }
            starAt += Character.charCount(name.codePointAt(starAt));
            at = starAt;
            token = starToken + 1;
        }
        return true;
    }

    private static boolean accepts(Token token, int c) {
        return switch (token) {
            case Token.Plain(int plain) -> plain == c;
            case Token.Any _ -> c != '/';
            case Token.OneOf(CharClass characters) -> characters.matches(c);
            case Token.Star _ -> false;
        };
    }

    @Override
    public String toString() {
        return source;
    }
}
