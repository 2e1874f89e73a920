// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import java.util.Optional;

/** Finds what to show a registry. Called from many threads. */
@FunctionalInterface
public interface CredentialSource {
    /** Knows nothing: every registry is asked anonymously. */
    CredentialSource ANONYMOUS = _ -> Optional.empty();

    /** @param registry host and port, {@code docker.io} for Docker Hub */
    Optional<Credential> find(String registry);
}
