// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Mirrors and insecure registries, from one JSON file (see {@code docs/configuration.md}).
 *
 * @param registries by host and port; {@code docker.io} for Docker Hub
 */
@SuppressWarnings("DoNotCallSuggester")
public record RegistryConfig(Map<String, Registry> registries) {
    /** Nothing set. */
    public static final RegistryConfig EMPTY = new RegistryConfig(Map.of());

    /**
     * One registry.
     *
     * @param mirrors asked in order before the registry itself: {@code host[:port][/path]}, with {@code http://} or
     *     {@code https://} before it or not
     * @param insecure whether plain HTTP and untrusted certificates are taken
     */
    public record Registry(List<String> mirrors, boolean insecure) {
        public Registry {
            mirrors = List.copyOf(mirrors);
        }
    }

    public RegistryConfig {
        registries = Map.copyOf(registries);
    }

    /**
     * The file of {@code SLIPWAY_CONFIG}, else {@code $XDG_CONFIG_HOME/slipway/config.json} or
     * {@code ~/.config/slipway/config.json}, else {@code /etc/slipway/config.json}, else nothing set.
     *
     * @throws dev.slipway.text.SourceException if the file is wrong
     */
    public static RegistryConfig load(Map<String, String> environment, Path home) {
        throw new UnsupportedOperationException(environment.toString() + home);
    }
}
