// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the runtime says went wrong. Only it writes there, never the process, so an entry tells a command that could not be
 * started from one that ended with the same exit status.
 */
final class RuntimeLog {
    private RuntimeLog() {}

    /** The last error in the log, which is emptied. */
    static Optional<String> take(Path log) {
        try {
            if (!Files.exists(log) || Files.size(log) == 0) {
                return Optional.empty();
            }
            Optional<String> found = lastError(Files.readString(log));
            Files.delete(log);
            return found;
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    static Optional<String> lastError(String log) {
        Optional<String> found = Optional.empty();
        for (String line : log.split("\n", -1)) {
            try {
                Json entry = JsonParser.parse(line);
                if (entry.text("level")
                        .filter(level -> !level.equals("warning"))
                        .isPresent()) {
                    found = entry.text("msg").or(() -> Optional.of(line));
                }
            } catch (JsonSyntaxException _) {
                // not an entry
            }
        }
        return found;
    }
}
