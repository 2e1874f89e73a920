// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

/** What a container sees at {@code /proc}. */
enum ProcMount {
    /** Its own processes. */
    OWN,
    /**
     * The {@code /proc} that we see ourselves, with more processes than its own, none of which it can touch: where we run
     * in a container that hides parts of {@code /proc}, and are not the machine's root, the kernel allows no other.
     */
    OUTER
}
