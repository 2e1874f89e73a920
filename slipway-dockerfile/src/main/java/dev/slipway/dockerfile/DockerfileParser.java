// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.text.Diagnostic;
import dev.slipway.text.Parsed;
import dev.slipway.text.SourceFile;
import java.util.List;
import java.util.Optional;

/** Reads Dockerfiles. Never throws: after an error it goes on at the next instruction. */
public final class DockerfileParser {
    private DockerfileParser() {}

    /** Reads a whole file. */
    public static Parsed<Dockerfile> parse(SourceFile source) {
        return new Parsed<>(
                new Dockerfile(source, Directives.NONE, List.of(), List.of()),
                List.of(Diagnostic.error("no Dockerfile is read yet", source.span(0, 0))));
    }

    /**
     * Reads one instruction that is not FROM, such as the trigger of an {@link Instruction.Onbuild} that came with a
     * base image.
     *
     * @return absent exactly when there are errors
     */
    public static Parsed<Optional<Instruction>> parseInstruction(SourceFile source, char escape) {
        return new Parsed<>(
                Optional.empty(), List.of(Diagnostic.error("no instruction is read yet", source.span(0, 0))));
    }
}
