// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cli.view.ProgressMode;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code slipway bake} was asked to do beside what its targets say.
 *
 * @param call what all targets are asked in place of being built
 * @param plan whether it tells what it would do, in place of doing it: {@code true}, or {@code json}
 * @param ensure whether what was asked for is built only if its registry has not got it
 * @param failOnMiss whether it is a failure when a step would have to run
 * @param privileges what targets may do to this machine
 * @param cache whose records all targets use
 */
record BakeOptions(
        ProgressMode progress,
        Optional<Path> metadataFile,
        Optional<Call> call,
        Optional<String> plan,
        boolean ensure,
        boolean failOnMiss,
        BakePrivileges privileges,
        CacheAccess cache) {
    static BakeOptions read(ParsedOptions parsed, Io io) {
        Optional<Argument> metadata = parsed.value(BuildTable.METADATA_FILE);
        return new BakeOptions(
                ProgressReader.read(parsed, io),
                metadata.isPresent() ? Optional.of(Paths.toWrite(metadata.get())) : Optional.empty(),
                CallReader.given(parsed),
                parsed.value(BakeTable.PLAN).map(Argument::text).filter(text -> !text.equals("false")),
                parsed.isSet(BakeTable.ENSURE),
                parsed.isSet(BuildTable.FAIL_ON_MISS),
                new BakePrivileges(parsed.values(BakeTable.ALLOW), io),
                CacheAccess.read(parsed, io));
    }

    /** Whose records are used, and what targets may do; nothing else of it. */
    BakeOptions plain() {
        return new BakeOptions(
                progress, Optional.empty(), Optional.empty(), Optional.empty(), false, false, privileges, cache);
    }

    /** Whether it is to tell what it would do. */
    static boolean isPlan(ParsedOptions parsed) {
        return parsed.value(BakeTable.PLAN)
                .filter(given -> !given.text().equals("false"))
                .isPresent();
    }
}
