// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cli.view.ProgressMode;
import java.util.List;
import java.util.Optional;

/** Reads {@code --progress} and {@code --quiet}. */
final class ProgressReader {
    private ProgressReader() {}

    static ProgressMode read(ParsedOptions parsed, Io io) {
        Optional<Argument> given = parsed.value(BuildTable.PROGRESS);
        String word = given.isPresent() ? given.get().text() : io.variable("BUILDKIT_PROGRESS");
        if (parsed.isSet(BuildTable.QUIET)) {
            if (given.isPresent() && !List.of("auto", "quiet", "none").contains(word)) {
                throw given.get().error("--quiet and --progress=" + word + " exclude each other", "leave out one");
            }
            return ProgressMode.QUIET;
        }
        return switch (word) {
            case "tty" -> tty(given, io);
            case "plain" -> ProgressMode.PLAIN;
            case "rawjson" -> ProgressMode.RAWJSON;
            case "quiet" -> ProgressMode.QUIET;
            case "none" -> ProgressMode.NONE;
            default -> io.terminals().err() ? ProgressMode.TTY : ProgressMode.PLAIN;
        };
    }

    private static ProgressMode tty(Optional<Argument> given, Io io) {
        if (!io.terminals().err() && given.isPresent()) {
            throw given.get().error("the standard error is no terminal", "expected: auto or plain");
        }
        return io.terminals().err() ? ProgressMode.TTY : ProgressMode.PLAIN;
    }
}
