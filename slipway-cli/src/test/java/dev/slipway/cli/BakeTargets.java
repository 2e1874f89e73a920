// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.BakePlan;
import dev.slipway.bake.BakeReader;
import dev.slipway.bake.Surroundings;
import dev.slipway.bake.TargetResolver;
import dev.slipway.text.SourceFile;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Targets of bake files, in surroundings that are always the same. */
final class BakeTargets {
    private BakeTargets() {}

    static BakePlan plan(String file, String... names) {
        Surroundings surroundings = new Surroundings(
                Path.of(""),
                Map.of(),
                Map.of("BAKE_CMD_CONTEXT", "cwd://", "BAKE_LOCAL_PLATFORM", "linux/amd64"),
                InstantSource.fixed(Instant.EPOCH),
                () -> "0123456789abcdef".repeat(2));
        return TargetResolver.resolve(
                BakeReader.read(List.of(SourceFile.of("docker-bake.hcl", file)), surroundings),
                List.of(names),
                List.of(),
                surroundings);
    }

    /** What the only target of the file asks for; the text is what stands between its braces. */
    static BuildOptions options(String body) {
        BakePlan plan = plan("target \"app\" {\n" + body + "\n}\n", "app");
        return new TargetReader(plan.targets().values().iterator().next(), Optional.empty(), new Console(Map.of()).io())
                .read();
    }
}
