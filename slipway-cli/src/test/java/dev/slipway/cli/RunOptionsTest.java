// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.exec.Network;
import dev.slipway.oci.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunOptionsTest {
    private static RunOptions read(String... args) {
        List<String> words = new ArrayList<>(List.of("slipway", "run"));
        words.addAll(List.of(args));
        ParsedOptions parsed = OptionParser.parse(RunTable.SPEC, new CommandLine(words, 2));
        Console console = new Console(Map.of("OURS", "1"), new Io.Terminals(true, true, true));
        return new RunOptionsReader(parsed, console.io()).read();
    }

    @Test
    void whatFollowsTheImageIsTheProgram() {
        RunOptions options = read("-it", "--rm", "busybox", "ls", "-it", "--rm");

        assertThat(options.image().text()).isEqualTo("busybox");
        assertThat(options.command()).containsExactly("ls", "-it", "--rm");
        assertThat(options.terminal()).isEqualTo(new RunOptions.Terminal(true, true));
        assertThat(options.network()).isEqualTo(Network.DEFAULT);
        assertThat(options.pull()).isEqualTo(RunOptions.Pull.MISSING);
    }

    @Test
    void variablesComeFromFilesThenFromTheLineAndOursByName(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("env"), "# comment\n\nA=file\nB=file=2\nOURS\nUNSET\n");

        RunOptions options = read("-e", "A=line", "--env-file", file.toString(), "-e", "OURS", "x");

        assertThat(options.environment())
                .containsExactly(Map.entry("A", "line"), Map.entry("B", "file=2"), Map.entry("OURS", "1"));
    }

    @Test
    void volumesAreFoldersOfThisMachine(@TempDir Path folder) {
        RunOptions options = read("-v", folder + ":/data", "-v", ".:/here:ro", "x");

        assertThat(options.volumes())
                .containsExactly(
                        new RunOptions.Volume(folder, "/data", false),
                        new RunOptions.Volume(Path.of("").toAbsolutePath(), "/here", true));
    }

    @Test
    void theRestIsRead() {
        RunOptions options = read(
                "-w/tmp",
                "-u=1000:1000",
                "--network=none",
                "--entrypoint",
                "",
                "--platform=arm64",
                "--pull",
                "never",
                "--name=n",
                "r.io/x@sha256:" + "a".repeat(64));

        assertThat(options.workingFolder()).contains("/tmp");
        assertThat(options.user()).contains("1000:1000");
        assertThat(options.network()).isEqualTo(Network.NONE);
        assertThat(options.entrypoint()).contains("");
        assertThat(options.platform()).contains(new Platform("linux", "arm64"));
        assertThat(options.pull()).isEqualTo(RunOptions.Pull.NEVER);
        assertThat(options.name()).contains("n");
        assertThat(options.image().text()).startsWith("r.io/x@sha256:");
    }
}
