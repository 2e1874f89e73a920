// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.engine.Secrets;
import dev.slipway.text.Redacted;
import dev.slipway.text.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The secrets and SSH agents of the command line; values are read when a step asks for them. */
final class LentSecrets implements Secrets {
    private static final int MAX_BYTES = 500 << 10;

    private final List<SecretSpec> secrets;
    private final List<SshSpec> ssh;
    private final Map<String, String> environment;
    private final Map<String, Path> agents = new HashMap<>();

    LentSecrets(List<SecretSpec> secrets, List<SshSpec> ssh, Map<String, String> environment) {
        this.secrets = secrets;
        this.ssh = ssh;
        this.environment = environment;
    }

    @Override
    public Optional<Redacted> secret(String id) {
        for (SecretSpec secret : secrets) {
            if (secret.id().equals(id)) {
                return Optional.of(
                        switch (secret.source()) {
                            case SecretSpec.Source.File(var path) -> read(id, path);
                            case SecretSpec.Source.Environment(var name) ->
                                new Redacted(environment.getOrDefault(name, "").getBytes(StandardCharsets.UTF_8));
                        });
            }
        }
        return Optional.empty();
    }

    private static Redacted read(String id, Path path) {
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new UsageException(
                        "secret " + id + ": " + path + " is larger than 500 kB; is this the right file?");
            }
            return new Redacted(Files.readAllBytes(path));
        } catch (IOException e) {
            throw new UsageException("secret " + id + ": cannot read " + path, e);
        }
    }

    @Override
    public Optional<Path> sshSocket(String id) {
        for (SshSpec spec : ssh) {
            if (spec.id().equals(id)) {
                return spec.paths().isEmpty()
                        ? Optional.ofNullable(environment.get("SSH_AUTH_SOCK")).map(Path::of)
                        : Optional.of(socket(id, spec.paths()));
            }
        }
        return Optional.empty();
    }

    private synchronized Path socket(String id, List<Path> paths) {
        Path known = agents.get(id);
        if (known == null) {
            known = isSocket(paths.getFirst()) ? paths.getFirst() : KeyAgent.start(id, paths);
            agents.put(id, known);
        }
        return known;
    }

    private static boolean isSocket(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).isOther();
        } catch (IOException e) {
            throw new UsageException("--ssh: cannot read " + path, e);
        }
    }
}
