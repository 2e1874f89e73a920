// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.text.Outcome;
import java.util.List;

/** {@code slipway version}. */
final class VersionCommand implements Command {
    /** The version of this program; a test holds it against the build's. */
    static final String VERSION = "0.1.0-SNAPSHOT";

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("version", "", "Print the version", List.of(), CommandSpec.Operands.NONE);
    }

    @Override
    public int run(ParsedOptions options, Io io) {
        return print(io);
    }

    int print(Io io) {
        io.out().println("slipway " + VERSION);
        return Outcome.OK.code();
    }
}
