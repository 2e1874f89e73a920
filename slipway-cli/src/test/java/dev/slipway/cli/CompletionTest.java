// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
    @TempDir
    private Path folder;

    private List<String> complete(String... words) throws IOException, InterruptedException {
        Path script = Files.writeString(
                folder.resolve("complete"),
                CompletionCommand.bash() + "COMP_WORDS=(\"$@\") COMP_CWORD=$(($# - 1))\n_slipway\n"
                        + "printf '%s\\n' \"${COMPREPLY[@]}\"\n");
        List<String> command = new ArrayList<>(List.of("bash", script.toString(), "slipway"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(answer).isZero();
        return answer.lines().toList();
    }

    @Test
    void bashCompletesCommandsAndOptions() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.exists(Path.of("/bin/bash")), "bash is not installed");

        assertThat(complete("bu")).containsExactly("build");
        assertThat(complete("build", "--no-c")).containsExactly("--no-cache", "--no-cache-filter");
        assertThat(complete("image", "in")).containsExactly("inspect");
        assertThat(complete("image", "rm", "--f")).containsExactly("--force");
        assertThat(complete("help", "exit")).containsExactly("exit-codes");
    }
}
