// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.SourceFile;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Plans of files, in surroundings that are always the same. */
final class Plans {
    private Plans() {}

    static Surroundings surroundings(Map<String, String> environment) {
        return new Surroundings(
                Path.of("src/test/resources/files"),
                environment,
                Map.of("BAKE_CMD_CONTEXT", "cwd://", "BAKE_LOCAL_PLATFORM", "linux/amd64"),
                InstantSource.fixed(Instant.EPOCH),
                () -> "0123456789abcdef".repeat(2));
    }

    static BakePlan of(SourceFile file, String... targets) {
        return of(List.of(file), List.of(targets), List.of(), Map.of());
    }

    static BakePlan of(
            List<SourceFile> files, List<String> targets, List<String> sets, Map<String, String> environment) {
        Surroundings surroundings = surroundings(environment);
        return TargetResolver.resolve(BakeReader.read(files, surroundings), targets, sets, surroundings);
    }
}
