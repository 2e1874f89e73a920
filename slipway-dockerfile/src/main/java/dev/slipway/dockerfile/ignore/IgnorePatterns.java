// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.ignore;

import dev.slipway.text.GoPath;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What a {@code .dockerignore} leaves out, by the rules of moby's {@code patternmatcher}: the last pattern that matches
 * a path or a folder above it decides. {@code --exclude} of COPY and ADD has the same rules. Immutable.
 */
public final class IgnorePatterns {
    /** Leaves nothing out. */
    public static final IgnorePatterns NONE = new IgnorePatterns(List.of());

    private final List<IgnorePattern> patterns;
    private final boolean hasExceptions;

    IgnorePatterns(List<IgnorePattern> patterns) {
        this.patterns = List.copyOf(patterns);
        boolean exceptions = false;
        for (IgnorePattern pattern : patterns) {
            exceptions |= pattern.isException();
        }
        this.hasExceptions = exceptions;
    }

    /**
     * From patterns that stand elsewhere than in a file.
     *
     * @return empty when one of them is malformed
     */
    public static Optional<IgnorePatterns> of(List<String> texts) {
        List<IgnorePattern> patterns = new ArrayList<>();
        for (String text : texts) {
            String trimmed = text.strip();
            if (trimmed.isEmpty()) {
                continue;
            }
            boolean exception = trimmed.startsWith("!");
            String clean = GoPath.clean(trimmed);
            Optional<IgnorePattern> pattern = IgnorePattern.of(exception ? clean.substring(1) : clean, exception);
            if (pattern.isEmpty() || (exception && clean.length() == 1)) {
                return Optional.empty();
            }
            patterns.add(pattern.get());
        }
        return Optional.of(new IgnorePatterns(patterns));
    }

    /** Whether nothing is ever left out. */
    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** The patterns, cleaned, in their order. */
    public List<String> patterns() {
        return patterns.stream().map(IgnorePattern::written).toList();
    }

    /** The verdict on the context itself, from which a walker goes down. */
    public Verdict root() {
        return new Verdict("", false, new BitSet());
    }

    /** @param path relative to the context, with slashes, without a leading one */
    public boolean excludes(String path) {
        if (patterns.isEmpty()) {
            return false;
        }
        Verdict verdict = root();
        int at = 0;
        while (at < path.length()) {
            int slash = path.indexOf('/', at);
            int end = slash < 0 ? path.length() : slash;
            verdict = verdict.child(path.substring(at, end));
            at = end + 1;
        }
        return verdict.excluded();
    }

    /**
     * Whether something below an excluded folder may be kept by an exception ({@code !pattern}); a walker that gets
     * {@code false} need not enter the folder.
     */
    public boolean mayKeepBelow(String folder) {
        if (!hasExceptions) {
            return false;
        }
        for (IgnorePattern pattern : patterns) {
            if (pattern.isException() && pattern.mayMatchBelow(folder)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a path is left out, with what is needed to judge what lies below it. */
    public final class Verdict {
        private final String path;
        private final boolean excluded;
        // the patterns that match this path or one above it
        private final BitSet matched;

        private Verdict(String path, boolean excluded, BitSet matched) {
            this.path = path;
            this.excluded = excluded;
            this.matched = matched;
        }

        public boolean excluded() {
            return excluded;
        }

        /** Whether a walker can leave this folder alone: it and all below it are left out. */
        public boolean prunes() {
            return excluded && !mayKeepBelow(path);
        }

        /** The verdict on an entry of this folder. */
        public Verdict child(String name) {
            String childPath = path.isEmpty() ? name : path + "/" + name;
            BitSet childMatched = new BitSet();
            boolean out = false;
            for (int i = 0; i < patterns.size(); i++) {
                IgnorePattern pattern = patterns.get(i);
                boolean matches = matched.get(i);
                // a pattern that could not change the verdict is not looked at, as in moby's matcher
                if (!matches && pattern.isException() == out) {
                    matches = pattern.matches(childPath);
                }
                if (matches) {
                    childMatched.set(i);
                    out = !pattern.isException();
                }
            }
            return new Verdict(childPath, out, childMatched);
        }
    }
}
