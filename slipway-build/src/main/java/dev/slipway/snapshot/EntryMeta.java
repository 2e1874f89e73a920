// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.oci.tar.TarEntry;
import java.time.Instant;

/** Owners and times of entries as the kernel takes them. */
final class EntryMeta {
    private static final long MAX_ID = 0xffff_fffeL;
    private static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000_000L - 1;

    private EntryMeta() {}

    static int uid(TarEntry entry) throws EntryPath.Refused {
        return id(entry.owner().uid());
    }

    static int gid(TarEntry entry) throws EntryPath.Refused {
        return id(entry.owner().gid());
    }

    private static int id(long id) throws EntryPath.Refused {
        if (id < 0 || id > MAX_ID) {
            throw new EntryPath.Refused("there is no owner " + id);
        }
        return (int) id;
    }

    /** The time of change, in nanoseconds since 1970, as near as they can tell it. */
    static long nanos(TarEntry entry) {
        Instant time = entry.modified();
        long seconds = Math.clamp(time.getEpochSecond(), -MAX_SECONDS, MAX_SECONDS);
        return seconds * 1_000_000_000L + time.getNano();
    }
}
