// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.nio.file.Path;
import java.util.List;

/**
 * SSH keys that steps may use.
 *
 * @param id what {@code RUN --mount=type=ssh,id=...} asks for
 * @param paths the socket of an agent, or private keys; none for the agent of {@code SSH_AUTH_SOCK}
 */
public record SshSpec(String id, List<Path> paths) {
    public SshSpec {
        paths = List.copyOf(paths);
    }
}
