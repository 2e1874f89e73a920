// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code --secret} and {@code --ssh}. */
final class SecretReader {
    private static final List<String> ATTRIBUTES = List.of("id", "src", "source", "env", "type");

    private final Map<String, String> environment;

    SecretReader(Map<String, String> environment) {
        this.environment = environment;
    }

    /** {@code id=ID[,src=FILE|,env=VARIABLE][,type=file|env]}. */
    SecretSpec secret(Argument value) {
        return secret(Attributes.of(value));
    }

    SecretSpec secret(Attributes attributes) {
        Argument value = attributes.whole();
        attributes.refuseUnknown("a secret", ATTRIBUTES);
        Optional<Argument> id = attributes.value("id");
        if (id.isEmpty() || id.get().text().isEmpty()) {
            throw value.error("the secret has no id", "expected: id=ID[,src=FILE|,env=VARIABLE]");
        }
        String type = attributes.text("type", "");
        if (!type.isEmpty() && !type.equals("file") && !type.equals("env")) {
            throw attributes
                    .value("type")
                    .orElse(value)
                    .error("there is no such type of secret", "expected: file or env");
        }
        Optional<Argument> variable = attributes.value("env");
        Optional<Argument> file = attributes.value("src", "source");
        if (type.equals("env") && variable.isEmpty()) {
            variable = file;
            file = Optional.empty();
        }
        return new SecretSpec(id.get().text(), source(id.get(), type, variable, file));
    }

    // without a source buildx takes the variable of that name, else the file
    private SecretSpec.Source source(Argument id, String type, Optional<Argument> variable, Optional<Argument> file) {
        if (variable.isPresent() && !variable.get().text().isEmpty()) {
            if (!environment.containsKey(variable.get().text())) {
                throw variable.get().error("this variable is not set", "set it, or use src=FILE");
            }
            return new SecretSpec.Source.Environment(variable.get().text());
        }
        if (file.isPresent() && !file.get().text().isEmpty()) {
            return new SecretSpec.Source.File(readable(file.get()));
        }
        if (!type.equals("file") && environment.containsKey(id.text())) {
            return new SecretSpec.Source.Environment(id.text());
        }
        if (type.equals("env")) {
            throw id.error("there is no variable of that name", "expected: id=ID,env=VARIABLE");
        }
        return new SecretSpec.Source.File(readable(id));
    }

    private static Path readable(Argument value) {
        Path path = Paths.of(value);
        if (!Files.exists(path)) {
            throw value.error("there is no such file", "expected: id=ID,src=FILE or id=ID,env=VARIABLE");
        }
        if (Files.isDirectory(path)) {
            throw value.error("this is a folder", "a secret is one file");
        }
        return path;
    }

    /** {@code default|ID[=SOCKET|KEY[,KEY]]}. */
    SshSpec ssh(Argument value) {
        int equals = value.text().indexOf('=');
        String id = equals < 0 ? value.text() : value.text().substring(0, equals);
        List<Path> paths = new ArrayList<>();
        int from = equals < 0 ? value.text().length() + 1 : equals + 1;
        while (from <= value.text().length() && equals >= 0) {
            int comma = value.text().indexOf(',', from);
            int to = comma < 0 ? value.text().length() : comma;
            paths.add(key(value.part(from, to)));
            from = to + 1;
        }
        if (paths.isEmpty() && environment.getOrDefault("SSH_AUTH_SOCK", "").isEmpty()) {
            throw value.error(
                    "no agent is running: SSH_AUTH_SOCK is not set", "start ssh-agent, or name a key: ID=FILE");
        }
        return new SshSpec(id.isEmpty() ? "default" : id, paths);
    }

    private static Path key(Argument value) {
        Path path = Paths.of(value);
        if (!Files.exists(path)) {
            throw value.error("there is no such socket or key", "expected: ID=SOCKET or ID=KEY[,KEY]");
        }
        return path;
    }
}
