// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.text.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LentSecretsTest {
    @TempDir
    Path folder;

    private static LentSecrets lent(Path... keys) {
        return new LentSecrets(List.of(), List.of(new SshSpec("git", List.of(keys))), Map.of());
    }

    private Path key(String name, String passphrase) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/ssh-keygen")), "needs ssh-keygen");
        Path key = folder.resolve(name);
        run(Map.of(), "ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", name, "-f", key.toString());
        return key;
    }

    private static String run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    @Test
    void keysAreHeldByOneAgent() throws Exception {
        LentSecrets lent = lent(key("one", ""), key("two", ""));

        Path socket = lent.sshSocket("git").orElseThrow();

        assertThat(run(Map.of("SSH_AUTH_SOCK", socket.toString()), "ssh-add", "-l"))
                .contains(" one (ED25519)", " two (ED25519)");
        assertThat(lent.sshSocket("git")).contains(socket);
        assertThat(lent.sshSocket("other")).isEmpty();
    }

    @Test
    void keyThatNeedsAPassphraseIsRefusedWithoutAQuestion() throws Exception {
        LentSecrets lent = lent(key("locked", "secret"));

        assertThatThrownBy(() -> lent.sshSocket("git"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--ssh git: cannot use the key")
                .hasMessageContaining("without a passphrase");
    }

    @Test
    void fileThatIsNoKeyIsRefused() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/ssh-agent")), "needs ssh-agent");
        Path file = Files.writeString(folder.resolve("text"), "hello\n");

        assertThatThrownBy(() -> lent(file).sshSocket("git"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("cannot use the key");
    }
}
