// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

/** {@code slipway build}. */
final class BuildCommand implements Command {
    @Override
    public CommandSpec spec() {
        return BuildTable.SPEC;
    }

    @Override
    public int run(ParsedOptions options, Io io) {
        return new BuildRun(new BuildOptionsReader(options, io).read(), io).call();
    }
}
