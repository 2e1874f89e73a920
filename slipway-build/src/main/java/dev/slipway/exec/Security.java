// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

/** How far a process is fenced in. */
public enum Security {
    /** Docker's reduced capabilities, its system call filter, masked and read-only kernel files. */
    SANDBOX,
    /** All capabilities, all system calls, all of {@code /proc} and {@code /sys}: {@code RUN --security=insecure}. */
    INSECURE
}
