// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.nio.file.Path;

/**
 * A secret that steps may mount.
 *
 * @param id what {@code RUN --mount=type=secret,id=...} asks for
 */
public record SecretSpec(String id, Source source) {
    /** Where the value is. */
    public sealed interface Source {
        /** The content of a file. */
        record File(Path path) implements Source {}

        /** The value of an environment variable. */
        record Environment(String variable) implements Source {}
    }
}
