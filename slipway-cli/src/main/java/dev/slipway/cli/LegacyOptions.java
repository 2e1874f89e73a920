// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.util.List;

/**
 * What {@code docker build} took before BuildKit. buildx takes it still and ignores it, some of it with a warning; here only
 * what asks for nothing is taken: a limit that is not kept is worse than an error.
 */
final class LegacyOptions {
    private static final String GROUP = "Left over from docker build before BuildKit";
    private static final String LIMIT = "steps are not limited so; leave the option out";

    static final List<Option> OPTIONS = List.of(
            Option.flag("rm", "remove containers of steps")
                    .accepted("nothing is kept")
                    .in(GROUP),
            Option.flag("force-rm", "remove containers of failed steps too")
                    .accepted("nothing is kept")
                    .in(GROUP),
            Option.flag("compress", "compress the context")
                    .accepted("it is not sent")
                    .in(GROUP),
            limit("memory", "BYTES").letter('m'),
            limit("memory-swap", "BYTES"),
            limit("cpu-shares", "N").letter('c'),
            limit("cpu-period", "N"),
            limit("cpu-quota", "N"),
            limit("cpuset-cpus", "CPUS"),
            limit("cpuset-mems", "NODES"),
            Option.value("isolation", "KIND", "the technology of containers")
                    .later("steps run by the OCI runtime; leave the option out")
                    .in(GROUP),
            Option.list("security-opt", "SPEC", "options of security")
                    .later("write RUN --security=insecure in the Dockerfile")
                    .in(GROUP),
            Option.flag("squash", "make one layer of all")
                    .later("COPY --from=STAGE / / into an empty stage makes one layer")
                    .in(GROUP));

    private LegacyOptions() {}

    private static Option limit(String name, String valueName) {
        return Option.value(name, valueName, "limit the steps").later(LIMIT).in(GROUP);
    }
}
