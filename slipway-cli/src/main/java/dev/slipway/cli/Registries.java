// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.registry.DockerCredentials;
import dev.slipway.registry.RegistryClient;
import dev.slipway.registry.RegistryConfig;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The client for registries, made with the user's configuration when it is first needed. */
final class Registries implements AutoCloseable {
    private final Map<String, String> environment;
    private @Nullable RegistryClient client;

    Registries(Map<String, String> environment) {
        this.environment = environment;
    }

    synchronized RegistryClient client() {
        RegistryClient known = client;
        if (known == null) {
            Path home = Path.of(environment.getOrDefault("HOME", "/root"));
            known = new RegistryClient(RegistryConfig.load(environment, home), DockerCredentials.of(environment, home));
            client = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
