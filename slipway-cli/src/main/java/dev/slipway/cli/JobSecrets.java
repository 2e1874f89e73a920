// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.engine.Secrets;
import dev.slipway.text.Redacted;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What the command line lends to jobs, and else the environment. */
record JobSecrets(LentSecrets lent, Map<String, String> environment) implements Secrets {
    @Override
    public Optional<Redacted> secret(String id) {
        return lent.secret(id)
                .or(() -> Optional.ofNullable(environment.get(id))
                        .map(value -> new Redacted(value.getBytes(StandardCharsets.UTF_8))));
    }

    @Override
    public Optional<Path> sshSocket(String id) {
        return lent.sshSocket(id);
    }
}
