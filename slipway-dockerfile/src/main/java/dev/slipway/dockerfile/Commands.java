// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.dockerfile.words.Word;
import dev.slipway.text.SourceSpan;
import java.util.List;
import java.util.Optional;

/** Arguments that have a JSON form beside their plain one. */
final class Commands {
    private Commands() {}

    // no switch over the types here and below: its bootstrap spins a class at run time, which the AOT cache of a JDK 25
    // does not keep, and each start would pay for it

    /** The command that stands from the index on. */
    static Optional<Command> read(Statement statement, int from, Problems problems) {
        JsonArray array = JsonArray.read(statement, from);
        if (array instanceof JsonArray.Texts texts) {
            return Optional.of(new Command.Exec(texts.strings()));
        }
        if (array instanceof JsonArray.Mixed) {
            mixed(statement.line().span(from, statement.end()), problems);
            return Optional.empty();
        }
        return Optional.of(new Command.Shell(statement.line().text(from, statement.end())));
    }

    /** The arguments as a list. */
    static List<Word> list(Statement statement, Problems problems) {
        JsonArray array = JsonArray.read(statement, statement.start());
        if (array instanceof JsonArray.Texts texts) {
            return texts.items();
        }
        if (array instanceof JsonArray.Mixed) {
            mixed(statement.arguments().span(), problems);
            return List.of();
        }
        return statement.delimited();
    }

    static boolean isEmpty(Command command) {
        return command instanceof Command.Exec exec
                ? exec.arguments().isEmpty()
                : command instanceof Command.Shell shell && shell.text().isEmpty();
    }

    static void mixed(SourceSpan at, Problems problems) {
        problems.error(
                "when using JSON array syntax, arrays must be comprised of strings only",
                "put each item in double quotes",
                at);
    }
}
