// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.dockerfile.words.Word;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.Parsed;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the options of a mount, whose type decides which are allowed. */
final class MountResolver {
    private MountResolver() {}

    static Parsed<Optional<RunMount>> resolve(MountFlag flag, Function<Word, String> expand) {
        return new Parsed<>(Optional.empty(), List.of(Diagnostic.error("mounts are not read yet", flag.span())));
    }
}
