// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.words;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One pass over one word. The order of effects follows BuildKit's {@code shell.Lex}, whose quirks are the language. */
final class Lexer {
    /** What is left as it stands. */
    record Mode(boolean rawQuotes, boolean rawEscapes, boolean skipQuotes, boolean keepUnset) {}

    /** Words of instructions. */
    static final Mode WORDS = new Mode(false, false, false, false);
    /** Bodies of heredocs. */
    static final Mode HEREDOC = new Mode(false, false, true, false);

    /** The value, and the words that it falls into. */
    record Result(String value, List<WordSplit.Piece> words) {
        List<String> texts() {
            return words.stream().map(WordSplit.Piece::text).toList();
        }
    }

    private static final int MAX_DEPTH = 200;
    // of all that substitutions of one word come to, the nested ones as well: a few of them may multiply without end
    private static final int MAX_LENGTH = 4 << 20;
    private static final char NOTHING = 0;

    private final String text;
    private final char escape;
    private final Mode mode;
    private final Variables variables;
    private final Set<String> used = new HashSet<>();
    private final Set<String> unset = new HashSet<>();
    private boolean rawEscapes;
    private int at;
    private int depth;
    private int room = MAX_LENGTH;

    Lexer(String text, char escape, Mode mode, Variables variables) {
        this.text = text;
        this.escape = escape;
        this.mode = mode;
        this.variables = variables;
        this.rawEscapes = mode.rawEscapes;
    }

    Set<String> used() {
        return used;
    }

    Set<String> unset() {
        return unset;
    }

    Result run() throws BadWordException {
        WordSplit words = new WordSplit();
        String value = until(NOTHING, words, 0);
        return new Result(value, words.pieces(at));
    }

    // reads up to and over the stop character, which NOTHING leaves out
    private String until(char stop, WordSplit words, int opened) throws BadWordException {
        StringBuilder out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (stop != NOTHING && c == stop) {
                at++;
                return out.toString();
            }
            int start = at;
            if (c == '$') {
                String value = dollar();
                out.append(value);
                words.addSplit(value, start, at);
            } else if (!mode.skipQuotes && (c == '\'' || c == '"')) {
                String value = c == '"' ? doubleQuoted() : singleQuoted();
                out.append(value);
                words.addWhole(value, start, at);
            } else if (!mode.skipQuotes && c == '<') {
                String value = heredocOperator();
                out.append(value);
                words.addWhole(value, start, at);
            } else {
                plain(c, out, words);
            }
        }
        if (stop != NOTHING) {
            throw missing(stop == '}' ? "missing '}'" : "missing '/' in ${}", "add the missing '" + stop + "'", opened);
        }
        return out.toString();
    }

    private void plain(char c, StringBuilder out, WordSplit words) {
        int start = at++;
        if (c != escape) {
            out.append(c);
            words.addSplit(c, start);
            return;
        }
        if (rawEscapes) {
            out.append(c);
            words.addWhole(c, start, at);
        }
        if (at < text.length()) {
            char next = text.charAt(at++);
            out.append(next);
            words.addWhole(next, start, at);
        }
    }

    // a heredoc may have blanks between its operator and its name
    private String heredocOperator() {
        int start = at++;
        if (at < text.length() && text.charAt(at) == '<') {
            at++;
            while (at < text.length() && Blanks.isDelimiter(text.charAt(at))) {
                at++;
            }
        }
        return text.substring(start, at);
    }

    private String singleQuoted() throws BadWordException {
        int open = at++;
        int close = text.indexOf('\'', at);
        if (close < 0) {
            throw missing("no closing single quote", "add a closing '", open);
        }
        at = close + 1;
        return mode.rawQuotes ? text.substring(open, at) : text.substring(open + 1, close);
    }

    private String doubleQuoted() throws BadWordException {
        int open = at++;
        StringBuilder out = new StringBuilder();
        if (mode.rawQuotes) {
            out.append('"');
        }
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '$') {
                out.append(dollar());
                continue;
            }
            at++;
            if (c == '"') {
                return mode.rawQuotes ? out.append('"').toString() : out.toString();
            }
            if (c == escape) {
                quotedEscape(out);
            } else {
                out.append(c);
            }
        }
        throw missing("no closing double quote", "add a closing \"", open);
    }

    private void quotedEscape(StringBuilder out) {
        if (rawEscapes) {
            out.append(escape);
        }
        if (at >= text.length()) {
            return;
        }
        char next = text.charAt(at);
        if (next == '"' || next == '$' || next == escape) {
            out.append(next);
            at++;
        } else {
            out.append(escape);
        }
    }

    private String dollar() throws BadWordException {
        int start = at;
        String value = substituted();
        if (value.length() > room) {
            throw tooLong(start);
        }
        room -= value.length();
        return value;
    }

    private String substituted() throws BadWordException {
        int start = at++;
        if (at >= text.length() || text.charAt(at) != '{') {
            String name = name();
            if (name.isEmpty()) {
                return "$";
            }
            Optional<String> value = lookup(name);
            return value.isEmpty() && mode.keepUnset ? "$" + name : value.orElse("");
        }
        at++;
        if (at >= text.length()) {
            throw missing("missing '}'", "write ${NAME}", start);
        }
        char first = text.charAt(at);
        if (first == '{' || first == '}' || first == ':') {
            throw new BadWordException(
                    "bad substitution",
                    "expected the name of a variable after ${",
                    start,
                    Math.min(at + 1, text.length()));
        }
        if (++depth > MAX_DEPTH) {
            throw new BadWordException("substitutions are nested too deep", "", start, at);
        }
        String value = braced(start, name());
        depth--;
        return value;
    }

    private String braced(int start, String name) throws BadWordException {
        if (at >= text.length()) {
            throw missing("missing '}'", "add the missing '}'", start);
        }
        int modifierAt = at;
        char modifier = text.charAt(at++);
        if (modifier == '}') {
            Optional<String> value = lookup(name);
            return value.isEmpty() && mode.keepUnset ? "${" + name + "}" : value.orElse("");
        }
        if (modifier == '/') {
            return replaced(start, name);
        }
        boolean emptyIsUnset = modifier == ':';
        if (emptyIsUnset) {
            if (at >= text.length()) {
                throw missing("missing '}'", "expected one of - + ? # % after ':'", start);
            }
            modifier = text.charAt(at++);
        }
        if ((emptyIsUnset ? "-+?" : "-+?#%").indexOf(modifier) < 0) {
            throw new BadWordException(
                    "unsupported modifier (" + text.substring(modifierAt, at) + ") in substitution",
                    "expected one of :- - :+ + :? ? # ## % %% / //",
                    modifierAt,
                    at);
        }
        String word = rawUntil('}', modifier == '#' || modifier == '%', start);
        Substitution substitution = new Substitution(name, modifier, emptyIsUnset, word);
        Optional<String> value = lookup(name);
        return value.isEmpty() && mode.keepUnset ? substitution.toString() : substitution.of(value, start, at);
    }

    private String replaced(int start, String name) throws BadWordException {
        boolean all = at < text.length() && text.charAt(at) == '/';
        if (all) {
            at++;
        }
        String pattern = rawUntil('/', true, start);
        String replacement = rawUntil('}', true, start);
        Optional<String> value = lookup(name);
        if (value.isEmpty() && mode.keepUnset) {
            return "${" + name + "/" + pattern + "/" + replacement + "}";
        }
        ShellPattern matched = Substitution.pattern(pattern, start, at);
        return matched.replace(value.orElse(""), replacement, all, room).orElseThrow(() -> tooLong(start));
    }

    private String rawUntil(char stop, boolean raw, int opened) throws BadWordException {
        boolean before = rawEscapes;
        rawEscapes = raw;
        try {
            return until(stop, new WordSplit(), opened);
        } finally {
            rawEscapes = before;
        }
    }

    private String name() {
        int start = at;
        at = VariableName.end(text, start);
        return text.substring(start, at);
    }

    private Optional<String> lookup(String name) {
        Optional<String> value = variables.get(name);
        (value.isPresent() ? used : unset).add(name);
        return value;
    }

    private BadWordException tooLong(int start) {
        return new BadWordException(
                "substitutions come to more than " + (MAX_LENGTH >> 20) + " Mi characters",
                "keep what is this large in a file, and COPY it",
                start,
                at);
    }

    private BadWordException missing(String summary, String help, int opened) {
        return new BadWordException(summary, help, opened, text.length());
    }
}
