// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import java.util.ArrayList;
import java.util.List;

/**
 * Signals that this process was told to ignore (by {@code nohup}, for example) are ignored by all its children, and no shell
 * can take that back. Containers must not have them: who runs in one counts on the defaults, as with a daemon.
 */
final class IgnoredSignals {
    /** 32 and 33 are libc's own, which glibc leaves ignored in all that posix_spawn starts; programs set them themselves. */
    private static final long LIBC = 0b11L << 31;

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
                .filter(mask -> (Long.parseUnsignedLong(mask, 16) & ~LIBC) != 0)
                .isPresent();
    }
}
