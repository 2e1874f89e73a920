// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

/** {@code slipway build}. */
final class BuildCommand implements Command {
    @Override
    public CommandSpec spec() {
        return BuildTable.SPEC;
    }

    @Override
    public int run(ParsedOptions options, Io process) {
        Io io = MaxParallelism.in(options, process);
        BuildOptions wanted = new BuildOptionsReader(options, io).read();
        return new BuildRun(wanted, CacheAccess.read(options, io), io).call();
    }
}
