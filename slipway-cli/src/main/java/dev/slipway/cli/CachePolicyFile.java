// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.CachePolicy;
import dev.slipway.bake.CachePolicyReader;
import dev.slipway.text.HostException;
import dev.slipway.text.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the cache policy: the first file that has one holds, and is all that holds. */
final class CachePolicyFile {
    private static final String NAME = "slipway.hcl";
    private static final int MOST_BYTES = 16 << 20;

    private CachePolicyFile() {}

    /** The policy of this folder's project, else the user's, else the machine's. */
    static Optional<CachePolicy> find(Io io) {
        for (Path place : places(io)) {
            Optional<CachePolicy> found = Files.isRegularFile(place) ? read(place, io) : Optional.empty();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Where a {@code slipway.hcl} may be that holds for this folder, the nearest first. */
    static List<Path> places(Io io) {
        List<Path> places = new ArrayList<>();
        places.add(Path.of(NAME));
        String configuration = io.variable("XDG_CONFIG_HOME");
        if (!configuration.isEmpty()) {
            places.add(Path.of(configuration, "slipway", NAME));
        } else if (!io.variable("HOME").isEmpty()) {
            places.add(Path.of(io.variable("HOME"), ".config", "slipway", NAME));
        }
        places.add(Path.of("/etc/slipway", NAME));
        return places;
    }

    private static Optional<CachePolicy> read(Path place, Io io) {
        try (InputStream in = Files.newInputStream(place)) {
            SourceFile file = SourceFile.of(place.toString(), in.readNBytes(MOST_BYTES));
            return CachePolicyReader.mayBeIn(file.text())
                    ? CachePolicyReader.read(file, BakeCommand.surroundings(io, ""))
                    : Optional.empty();
        } catch (IOException e) {
            throw new HostException("cannot read " + Reasons.of(e), e);
        }
    }
}
