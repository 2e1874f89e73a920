// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.text.UsageException;

/** {@code slipway run}. */
final class RunCommand implements Command {
    @Override
    public CommandSpec spec() {
        return RunTable.SPEC;
    }

    @Override
    public int run(ParsedOptions options, Io io) {
        RunOptions run = new RunOptionsReader(options, io).read();
        throw new UsageException("\"slipway run\" is not there yet: " + run.image());
    }
}
