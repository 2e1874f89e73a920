// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import java.util.List;
import java.util.Optional;

/**
 * How a process ended.
 *
 * @param code its exit status; 128 and the signal's number when a signal ended it; 127 or 126 when it never started
 * @param notStarted why the command could not be started (no such file, a foreign architecture...); empty when it ran
 */
public record ExitStatus(int code, Optional<String> notStarted) {
    /** The command ran and ended so. */
    public static ExitStatus of(int code) {
        return new ExitStatus(code, Optional.empty());
    }

    /** The command never ran; the code is a shell's. */
    static ExitStatus notStarted(String reason) {
        boolean isMissing = reason.contains("not found") || reason.contains("no such file");
        return new ExitStatus(isMissing ? 127 : 126, Optional.of(reason));
    }

    public boolean isSuccess() {
        return code == 0 && notStarted.isEmpty();
    }

    /** What to tell the user of a step that failed, in BuildKit's words. */
    public String message(List<String> args) {
        String process = "process \"" + String.join(" ", args) + "\" did not complete successfully: ";
        return process + notStarted.orElse("exit code: " + code);
    }
}
