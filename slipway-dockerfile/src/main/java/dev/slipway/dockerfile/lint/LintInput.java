// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.lint;

import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.ignore.IgnorePatterns;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the text of a Dockerfile does not tell.
 *
 * @param globals the arguments that the builder defines for FROM, such as {@code TARGETPLATFORM}, with their values
 * @param architectures what the image is built for, such as {@code amd64}
 * @param bases tells of base images
 * @param ignored what the context leaves out
 */
public record LintInput(Map<String, String> globals, Set<String> architectures, Bases bases, IgnorePatterns ignored) {
    /** Knows base images. */
    public interface Bases {
        /**
         * The names of the variables that the image sets, where they are known.
         *
         * @param platform that of the FROM, where it has one
         */
        Optional<Set<String>> variables(Instruction.From from, String image, Optional<String> platform);
    }

    public LintInput {
        globals = Map.copyOf(globals);
        architectures = new LinkedHashSet<>(architectures);
    }
}
