// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.text.Redacted;
import java.nio.file.Path;
import java.util.Optional;

/** What the user lends to the steps of a build. Asked only when a step wants it. */
public interface Secrets {
    /** Lends nothing. */
    Secrets NONE = new Secrets() {
        @Override
        public Optional<Redacted> secret(String id) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> sshSocket(String id) {
            return Optional.empty();
        }
    };

    /** The secret of that id. */
    Optional<Redacted> secret(String id);

    /** The socket of an SSH agent by that id. */
    Optional<Path> sshSocket(String id);
}
