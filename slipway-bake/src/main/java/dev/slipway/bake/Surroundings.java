// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What bake files see of the machine.
 *
 * @param folder that paths start from
 * @param builtIn the variables that are always there: {@code BAKE_CMD_CONTEXT}, {@code BAKE_LOCAL_PLATFORM}
 * @param clock for {@code timestamp()}
 * @param random for {@code uuidv4()}: 32 hex digits
 * @param reads told of each file that a function reads, and of each folder that one searches
 * @param identities for {@code identity()}
 * @param remote where the definitions are from, if not from this machine
 */
public record Surroundings(
        Path folder,
        Map<String, String> environment,
        Map<String, String> builtIn,
        InstantSource clock,
        Supplier<String> random,
        Consumer<Path> reads,
        Identities identities,
        Optional<RemoteProject> remote) {
    private static final String NO_ENVIRONMENT = "BUILDX_BAKE_DISABLE_VARS_ENV_LOOKUP";

    public Surroundings(
            Path folder,
            Map<String, String> environment,
            Map<String, String> builtIn,
            InstantSource clock,
            Supplier<String> random) {
        this(folder, environment, builtIn, clock, random, _ -> {}, Identities.NONE, Optional.empty());
    }

    /** The same, with someone who is told of what is read. */
    public Surroundings watchedBy(Consumer<Path> watcher) {
        return new Surroundings(folder, environment, builtIn, clock, random, watcher, identities, remote);
    }

    /** The same, with someone who knows what targets are made of. */
    public Surroundings with(Identities known) {
        return new Surroundings(folder, environment, builtIn, clock, random, reads, known, remote);
    }

    /** The same for definitions from elsewhere. */
    public Surroundings of(RemoteProject project) {
        return new Surroundings(folder, environment, builtIn, clock, random, reads, identities, Optional.of(project));
    }

    /** The folder that the definitions are in: what they read beside themselves is below it. */
    Path project() {
        return remote.isPresent() ? remote.get().files() : folder;
    }

    /** A variable of the environment, unless bake files may not see it. */
    Optional<String> variable(String name) {
        return mayLook() ? Optional.ofNullable(environment.get(name)) : Optional.empty();
    }

    /** The variables of the environment that bake files may see. */
    Map<String, String> visible() {
        return mayLook() ? environment : Map.of();
    }

    private boolean mayLook() {
        return !Words.bool(environment.getOrDefault(NO_ENVIRONMENT, "")).orElse(false);
    }

    String home() {
        return environment.getOrDefault("HOME", "/");
    }
}
