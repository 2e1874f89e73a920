// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.ignore;

import dev.slipway.text.Parsed;
import dev.slipway.text.SourceFile;
import java.util.List;

/** Reads {@code .dockerignore} files. */
public final class IgnoreFile {
    private IgnoreFile() {}

    public static Parsed<IgnorePatterns> parse(SourceFile source) {
        return new Parsed<>(IgnorePatterns.NONE, List.of());
    }
}
