// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Ends this process. */
public final class ProcessEnd {
    private ProcessEnd() {}

    /**
     * Ends the process now, with no shutdown hook run. The JVM's own way waits up to 0.3 s for threads that are in the
     * kernel (those that wait for a child or read from one), so it is taken only where no native call was made yet, whose
     * first costs more.
     */
    public static void now(int status) {
        if (Libc.isLoaded()) {
            MemorySegment errno = Arena.global().allocate(16);
            Libc.call(errno, SystemCall.EXIT_GROUP, status, 0, 0, 0, 0);
        }
        Runtime.getRuntime().halt(status);
    }
}
