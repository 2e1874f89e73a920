// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.text.UsageException;

/** {@code slipway build}. */
final class BuildCommand implements Command {
    @Override
    public CommandSpec spec() {
        return BuildTable.SPEC;
    }

    @Override
    public int run(ParsedOptions options, Io io) {
        BuildOptions build = new BuildOptionsReader(options, io).read();
        throw new UsageException(
                "\"slipway build\" is not there yet: " + build.source().context());
    }
}
