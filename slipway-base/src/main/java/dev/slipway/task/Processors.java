// SPDX-License-Identifier: Apache-2.0
package dev.slipway.task;

/** How many processors this process may use. Asked once: later the machine's control groups may be out of its sight. */
public final class Processors {
    private static final int COUNT = Runtime.getRuntime().availableProcessors();

    private Processors() {}

    public static int count() {
        return COUNT;
    }
}
