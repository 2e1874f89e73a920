// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.text.HostException;
import dev.slipway.text.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An SSH agent of our own that holds the private keys of some files: a step can use them and never sees them. */
final class KeyAgent {
    /**
     * Keys come by standard input, where nobody minds the modes of their files. The agent ends with its command, and
     * that with its own standard input, however this process ends.
     */
    private static final String SCRIPT = """
            for key; do ssh-add -q - <"$key" || exit 1; done
            printf '%s\\n' "$SSH_AUTH_SOCK"
            exec cat >/dev/null
            """;

    private KeyAgent() {}

    /** The socket of a new agent with these keys. */
    static Path start(String id, List<Path> keys) {
        List<String> command = new ArrayList<>(List.of("ssh-agent", "/bin/sh", "-c", SCRIPT, "sh"));
        keys.forEach(key -> command.add(key.toAbsolutePath().toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        // a key with a passphrase is refused, not asked about
        builder.environment().put("SSH_ASKPASS_REQUIRE", "force");
        builder.environment().put("SSH_ASKPASS", "/bin/false");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new HostException("the keys of --ssh " + id + " need ssh-agent: apt-get install openssh-client", e);
        }
        try {
            String socket = process.inputReader(StandardCharsets.UTF_8).readLine();
            if (socket != null) {
                return Path.of(socket);
            }
            String reason = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            throw new UsageException("--ssh " + id + ": cannot use the key: "
                    + reason.substring(0, Math.min(reason.length(), 500))
                    + "; give a private key without a passphrase, or the socket of an agent");
        } catch (IOException e) {
            throw new HostException("cannot hear from ssh-agent: " + e.getMessage(), e);
        }
    }
}
