// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.sys.FileStat;

/**
 * By what a file is known again: whoever changes it, puts another in its place or sets its time changes one of these. As
 * times have ticks, what was changed a moment before it was looked at may be changed again unseen.
 */
record KnownFile(long inode, long changed, long size) {
    private static final long SETTLED_NANOS = 2_000_000_000L;

    static KnownFile of(FileStat stat) {
        return new KnownFile(stat.ino(), stat.ctime(), stat.size());
    }

    /** Whether it was as it is for so long that no later change can look the same; {@code now} in nanoseconds since 1970. */
    boolean isSettled(long now) {
        return changed < now - SETTLED_NANOS;
    }

    boolean is(FileStat stat) {
        return inode == stat.ino() && changed == stat.ctime() && size == stat.size();
    }
}
