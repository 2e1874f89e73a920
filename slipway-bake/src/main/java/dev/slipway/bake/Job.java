// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A job: commands that run in an image, on the project's files. Of a {@code job} block with a matrix there is one for each
 * combination.
 *
 * @param name no other job has it
 * @param block the label of its block
 * @param commands each is run by a shell of its own, in the same file system, until one fails
 * @param shell the program that is given each command, with its options
 * @param inputs patterns of files whose change lets it run again, as in a {@code .dockerignore}; all of the project if empty
 * @param artifacts patterns of what it makes, in its working folder
 * @param policies to which the binaries among its artifacts are held
 * @param needs names of jobs or blocks that must have succeeded, whose artifacts it finds in its working folder
 */
public record Job(
        PlacedText name,
        String block,
        JobImage image,
        List<PlacedText> commands,
        List<String> shell,
        Place place,
        Map<String, String> environment,
        List<PlacedText> inputs,
        List<PlacedText> artifacts,
        List<JobCache> caches,
        List<JobSecret> secrets,
        List<PlacedText> needs,
        List<PlacedText> policies,
        Limits limits) {
    /**
     * Where and as whom it runs.
     *
     * @param workdir the working folder, where the project's files are
     * @param user the image's if empty
     * @param network {@code default}, {@code host} or {@code none}
     * @param platform this machine's if empty
     */
    public record Place(
            PlacedText workdir,
            Tree tree,
            Optional<String> user,
            Optional<PlacedText> network,
            Optional<PlacedText> platform) {}

    /** What of the project's files it sees. */
    public enum Tree {
        /** What a fresh checkout of them would be: without what git ignores; what it writes is its own. */
        CHECKOUT,
        /** The files themselves. */
        SHARED,
        /** None. */
        NONE
    }

    /**
     * @param timeout of each try
     * @param retries how often it is tried again
     * @param cpus how many processors it wants; as many are not given to others meanwhile
     * @param memoryBytes the same of memory; 0 for none
     */
    public record Limits(Optional<Duration> timeout, int retries, int cpus, long memoryBytes) {}

    public Job {
        commands = List.copyOf(commands);
        shell = List.copyOf(shell);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        inputs = List.copyOf(inputs);
        artifacts = List.copyOf(artifacts);
        caches = List.copyOf(caches);
        secrets = List.copyOf(secrets);
        needs = List.copyOf(needs);
        policies = List.copyOf(policies);
    }
}
