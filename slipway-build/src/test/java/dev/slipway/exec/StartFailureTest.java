// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.text.HostException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartFailureTest {
    private static String explained(String message, String... args) {
        return StartFailure.explain(
                message,
                ExecSpec.builder(Path.of("/nonexistent"), List.of(args)).build());
    }

    @Test
    void bothRuntimesSayTheSameOfAMissingCommand() {
        String crun = "executable file `foo` not found in $PATH: No such file or directory";
        String runc =
                "runc run failed: unable to start container process: exec: \"foo\": executable file not found in $PATH";

        assertThat(explained(crun, "foo")).isEqualTo("exec: \"foo\": executable file not found in $PATH");
        assertThat(explained(runc, "foo")).isEqualTo("exec: \"foo\": executable file not found in $PATH");
    }

    @Test
    void missingPathIsNotLookedForInPath() {
        String crun = "executable file `/no/foo` not found in $PATH: No such file or directory";

        assertThat(explained(crun, "/no/foo")).isEqualTo("exec: \"/no/foo\": no such file or directory");
    }

    @Test
    void machineIsBlamedForWhatOnlyItCanMend() {
        assertThatThrownBy(() -> explained("mount `proc` to `proc`: Operation not permitted", "true"))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("slipway doctor");
    }

    @Test
    void messageOfAFailedStepIsBuildKits() {
        assertThat(ExitStatus.of(3).message(List.of("/bin/sh", "-c", "false")))
                .isEqualTo("process \"/bin/sh -c false\" did not complete successfully: exit code: 3");
    }

    @Test
    void codeOfACommandThatNeverRanIsAShells() {
        assertThat(ExitStatus.notStarted("exec: \"foo\": executable file not found in $PATH")
                        .code())
                .isEqualTo(127);
        assertThat(ExitStatus.notStarted("exec: \"/no/foo\": no such file or directory")
                        .code())
                .isEqualTo(127);
        assertThat(ExitStatus.notStarted("exec: \"/etc\": not an executable file")
                        .code())
                .isEqualTo(126);
    }

    @Test
    void logTellsTheLastErrorAndNoWarning() {
        assertThat(RuntimeLog.lastError("""
                {"level":"warning","msg":"unable to get oom kill count","time":"x"}
                {"level":"error","msg":"first","time":"x"}
                not json
                {"level":"error","msg":"second","time":"x"}
                """)).contains("second");
        assertThat(RuntimeLog.lastError("{\"level\":\"warning\",\"msg\":\"w\"}"))
                .isEmpty();
    }

    private static String filtered(ExitStatus status, Optional<String> expected, String... pieces) {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        ExecErrorFilter filter = new ExecErrorFilter((bytes, length) -> shown.write(bytes, 0, length));
        for (String piece : pieces) {
            byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
            filter.write(bytes, bytes.length);
        }
        assertThat(filter.end(status)).isEqualTo(expected);
        return shown.toString(StandardCharsets.UTF_8);
    }

    @Test
    void errorOfTheLastStepIsTakenOutOfTheOutput() {
        String line = "{\"msg\":\"exec container process `/x`: Exec format error\",\"level\":\"error\"}\n";

        assertThat(filtered(
                        ExitStatus.of(1),
                        Optional.of("exec container process `/x`: Exec format error"),
                        line.substring(0, 5),
                        line.substring(5)))
                .isEmpty();
        assertThat(filtered(
                        ExitStatus.of(1), Optional.of("exec /x: exec format error"), "exec /x: exec format error\n"))
                .isEmpty();
    }

    @Test
    void whatProcessesPrintIsPassedOn() {
        assertThat(filtered(ExitStatus.of(1), Optional.empty(), "e", "xecuting\n"))
                .isEqualTo("executing\n");
        assertThat(filtered(ExitStatus.of(0), Optional.empty(), "exec /x\n")).isEqualTo("exec /x\n");
        assertThat(filtered(ExitStatus.of(1), Optional.empty(), "exec /x\n", "more\n"))
                .isEqualTo("exec /x\nmore\n");
        assertThat(filtered(ExitStatus.of(1), Optional.empty(), "mount `a`\n")).isEqualTo("mount `a`\n");
    }
}
