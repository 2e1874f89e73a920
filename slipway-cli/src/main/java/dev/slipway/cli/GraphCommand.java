// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.util.ArrayList;
import java.util.List;

/** {@code slipway graph}: prints what a build would do. */
final class GraphCommand implements Command {
    static final Option FORMAT = Option.value("format", "FORM", "how the graph is written: text, dot or json")
            .choices("text", "dot", "json")
            .fallback("text");

    /** The options of a build that say what is built, and not where its result goes. */
    private static List<Option> options() {
        List<Option> options = new ArrayList<>(List.of(FORMAT));
        for (Option option : List.of(
                BuildTable.FILE,
                BuildTable.BUILD_ARG,
                BuildTable.BUILD_CONTEXT,
                BuildTable.TARGET,
                BuildTable.PLATFORM,
                BuildTable.LABEL,
                BuildTable.SECRET,
                BuildTable.SSH,
                BuildTable.NETWORK,
                BuildTable.ADD_HOST,
                BuildTable.SHM_SIZE,
                BuildTable.ULIMIT,
                BuildTable.ALLOW)) {
            options.add(option);
        }
        return options;
    }

    @Override
    public CommandSpec spec() {
        return CommandSpec.of(
                "graph",
                "PATH | URL | -",
                "Print the build graph of a Dockerfile",
                options(),
                BuildTable.SPEC.operands());
    }

    @Override
    public int run(ParsedOptions options, Io io) {
        return new BuildRun(new BuildOptionsReader(options, io).read(), CacheAccess.read(options, io), io)
                .graph(options.text(FORMAT));
    }
}
