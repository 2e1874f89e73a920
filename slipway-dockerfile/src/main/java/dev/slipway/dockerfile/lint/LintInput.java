// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.lint;

import dev.slipway.dockerfile.ignore.IgnorePatterns;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What the text of a Dockerfile does not tell.
 *
 * @param globals the arguments that the builder defines for FROM, such as {@code TARGETPLATFORM}, with their values
 * @param imageVariables the names of the variables that a base image sets, where they are known
 * @param ignored what the context leaves out
 */
public record LintInput(
        Map<String, String> globals, Function<String, Optional<Set<String>>> imageVariables, IgnorePatterns ignored) {
    public LintInput {
        globals = Map.copyOf(globals);
    }
}
