// SPDX-License-Identifier: Apache-2.0
package dev.slipway.gc;

import java.util.List;

/**
 * All that is in a store.
 *
 * @param disk of the file system that it is on
 */
public record Inventory(List<Naming> namings, List<Unit> units, Disk disk) {
    /** What a record takes: one block of the disk. */
    public static final long RECORD_BYTES = 4096;

    /** A file system, in bytes. */
    public record Disk(long total, long free) {}

    /** Whether an image that has a name wants it: such is no cache, and nothing of it counts as one. */
    public boolean isOfImage(Unit unit) {
        for (int naming : unit.namings()) {
            if (namings.get(naming).isTagged()) {
                return true;
            }
        }
        return false;
    }

    /** When it was last used, in milliseconds since 1970; 0 when nobody names it. */
    public long lastUsed(Unit unit) {
        long last = 0;
        for (int naming : unit.namings()) {
            last = Math.max(last, namings.get(naming).lastUsed());
        }
        return last;
    }

    /** What the cache takes: all but what named images want. */
    public long used() {
        long sum = 0;
        for (Unit unit : units) {
            sum += isOfImage(unit) ? 0 : unit.size();
        }
        for (Naming naming : namings) {
            sum += naming.kind() == Kept.RECORD ? RECORD_BYTES : 0;
        }
        return sum;
    }
}
