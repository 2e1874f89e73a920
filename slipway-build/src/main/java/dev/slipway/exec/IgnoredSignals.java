// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import java.util.ArrayList;
import java.util.List;

/**
 * Signals that this process was told to ignore (by {@code nohup}, for example) are ignored by all its children, and no shell
 * can take that back. Containers must not have them: who runs in one counts on the defaults, as with a daemon.
 */
final class IgnoredSignals {
    private static final String NONE = "0000000000000000";
    // not every env can
    private static final String RESET =
            "env --default-signal true 2>/dev/null && exec env --default-signal \"$@\"; exec \"$@\"";

    private IgnoredSignals() {}

    /** The command, with all signals at their defaults when it begins. */
    static List<String> reset(List<String> command) {
        if (!any(KernelFile.read("/proc/self/status").orElse(""))) {
            return command;
        }
        List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", RESET, "slipway-sandbox"));
        all.addAll(command);
        return all;
    }

    /** Whether {@code /proc/PID/status} names one. */
    static boolean any(String status) {
        return KernelFile.field(status, "SigIgn")
                .filter(mask -> !mask.equals(NONE))
                .isPresent();
    }
}
