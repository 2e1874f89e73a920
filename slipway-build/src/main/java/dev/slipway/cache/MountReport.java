// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.mounts.MountLimit;
import dev.slipway.mounts.PackWriter;
import java.util.ArrayList;
import java.util.List;

/** What is said of a cache mount that is written. */
final class MountReport {
    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

    private MountReport() {}

    /** @param listBytes how large the list is */
    static List<String> of(String id, MountPreparation.Prepared prepared, long listBytes) {
        List<String> lines = new ArrayList<>();
        MountLimit limit = prepared.limit();
        if (!limit.dropped().isEmpty()) {
            lines.add("cache mount " + id + ": over its limit; left out: "
                    + limit.dropped().size() + " files, " + bytes(limit.droppedBytes())
                    + ", those that were changed longest ago");
        }
        if (prepared.list().isEmpty()) {
            lines.add("cache mount " + id + ": nothing new");
        } else {
            long sent = listBytes;
            for (PackWriter.Written written : prepared.fresh()) {
                sent += written.pack().blob().size();
            }
            lines.add("cache mount " + id + ": " + prepared.list().get().files() + " files, "
                    + bytes(prepared.list().get().bytes()) + "; sent: " + bytes(sent));
        }
        return lines;
    }

    private static String bytes(long count) {
        if (count < 1_000) {
            return count + "B";
        }
        int unit = 0;
        long tenths = count / 100;
        while (tenths >= 10_000 && unit + 1 < UNITS.length) {
            tenths /= 1_000;
            unit++;
        }
        return tenths / 10 + "." + tenths % 10 + UNITS[unit];
    }
}
