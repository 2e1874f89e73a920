// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.exec.Network;
import dev.slipway.oci.Platform;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code slipway run} was asked to do: checked, typed, complete.
 *
 * @param image a name, or the id of an image of the store
 * @param command what follows the image; none for the image's own
 * @param environment added to the image's, in the order given
 * @param entrypoint replaces the image's and its command; an empty text takes it away
 * @param name what messages call the container
 */
public record RunOptions(
        Argument image,
        List<String> command,
        Terminal terminal,
        Map<String, String> environment,
        List<Volume> volumes,
        Optional<String> workingFolder,
        Optional<String> user,
        Network network,
        Optional<String> entrypoint,
        Optional<Platform> platform,
        Pull pull,
        Optional<String> name) {
    /**
     * What of the terminal the program gets.
     *
     * @param interactive whether it reads our standard input
     * @param tty whether it has a terminal of its own
     */
    public record Terminal(boolean interactive, boolean tty) {}

    /** A folder or file of this machine that the program sees. */
    public record Volume(Path source, String target, boolean readOnly) {}

    /** When the registry is asked for the image. */
    public enum Pull {
        ALWAYS,
        MISSING,
        NEVER
    }

    public RunOptions {
        command = List.copyOf(command);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        volumes = List.copyOf(volumes);
    }
}
