// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.dockerfile.words.Word;
import dev.slipway.text.SourceSpan;
import java.util.List;
import java.util.Optional;

/** Arguments that have a JSON form beside their plain one. */
final class Commands {
    private Commands() {}

    /** The command that stands from the index on. */
    static Optional<Command> read(Statement statement, int from, Problems problems) {
        return switch (JsonArray.read(statement, from)) {
            case JsonArray.Texts texts -> Optional.of(new Command.Exec(texts.strings()));
            case JsonArray.None _ ->
                Optional.of(new Command.Shell(statement.line().text(from, statement.end())));
            case JsonArray.Mixed _ -> {
                mixed(statement.line().span(from, statement.end()), problems);
                yield Optional.empty();
            }
        };
    }

    /** The arguments as a list. */
    static List<Word> list(Statement statement, Problems problems) {
        return switch (JsonArray.read(statement, statement.start())) {
            case JsonArray.Texts texts -> texts.items();
            case JsonArray.None _ -> statement.delimited();
            case JsonArray.Mixed _ -> {
                mixed(statement.arguments().span(), problems);
                yield List.of();
            }
        };
    }

    static void mixed(SourceSpan at, Problems problems) {
        problems.error(
                "when using JSON array syntax, arrays must be comprised of strings only",
                "put each item in double quotes",
                at);
    }
}
