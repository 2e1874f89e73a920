// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

/** {@code slipway run}. */
final class RunCommand implements Command {
    @Override
    public CommandSpec spec() {
        return RunTable.SPEC;
    }

    @Override
    public int run(ParsedOptions options, Io io) {
        RunOptions wanted = new RunOptionsReader(options, io).read();
        return new ContainerRun(wanted, CacheAccess.read(options, io).scopes(), io).call();
    }
}
