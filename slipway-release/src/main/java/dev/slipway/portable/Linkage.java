// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import java.util.Locale;

/** How a file becomes part of a process. */
public enum Linkage {
    /** An executable that needs no loader and no library. */
    STATIC,
    /** The same, loaded anywhere. */
    STATIC_PIE,
    /** An executable that is loaded by an interpreter. */
    DYNAMIC,
    LIBRARY,
    /** What a linker takes, or a kernel module. */
    OBJECT,
    /** The memory of a process that ended. */
    CORE,
    /** What a debugger reads; the program is in another file. */
    DEBUG;

    public boolean isStatic() {
        return this == STATIC || this == STATIC_PIE;
    }

    /** Whether it runs, by itself or in another program. */
    public boolean runs() {
        return isStatic() || this == DYNAMIC || this == LIBRARY;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
