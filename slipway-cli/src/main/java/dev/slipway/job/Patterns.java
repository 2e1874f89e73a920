// SPDX-License-Identifier: Apache-2.0
package dev.slipway.job;

import dev.slipway.bake.PlacedText;
import dev.slipway.dockerfile.ignore.IgnorePatterns;
import java.util.ArrayList;
import java.util.List;

/** Patterns of jobs, which are those of a {@code .dockerignore}: what that leaves out is what they name. */
final class Patterns {
    private static final String SPECIAL = "\\*?[]!";

    private Patterns() {}

    static IgnorePatterns of(PlacedText pattern) {
        return IgnorePatterns.of(List.of(pattern.text()))
                .orElseThrow(() -> pattern.fault(
                        "\"" + pattern.text() + "\" is no pattern",
                        "expected one as in a .dockerignore, such as dist/**"));
    }

    /** What they name together. */
    static IgnorePatterns of(List<PlacedText> patterns) {
        patterns.forEach(Patterns::of);
        return IgnorePatterns.of(patterns.stream().map(PlacedText::text).toList())
                .orElse(IgnorePatterns.NONE);
    }

    /** Leaves out all but what the first name, and of that what the others name. */
    static IgnorePatterns only(List<PlacedText> wanted, List<String> butNot) {
        List<String> all = new ArrayList<>();
        if (!wanted.isEmpty()) {
            all.add("**");
        }
        wanted.forEach(pattern -> all.add("!" + pattern.text()));
        all.addAll(butNot);
        return IgnorePatterns.of(all).orElse(IgnorePatterns.NONE);
    }

    /** The pattern of that very path. */
    static String literal(String path) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            escaped.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
        }
        return escaped.toString();
    }
}
