// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.digest.Digest;
import dev.slipway.explain.Volume;
import dev.slipway.snapshot.ActionRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of a build goes into a cache.
 *
 * @param histories what explains later builds
 * @param contents the digests of what copies selected, by the keys under which they are remembered
 */
public record Harvest(List<ActionRecord> records, Map<Digest, String> contents, Mounts mounts, Volume histories) {
    /** The kind of fact that {@code contents} are. */
    public static final String CONTENT = "content";

    public Harvest {
        records = List.copyOf(records);
        contents = Map.copyOf(contents);
    }

    /** The same, with what explains later builds. */
    public Harvest with(Volume volume) {
        return new Harvest(records, contents, mounts, volume);
    }

    /**
     * Cache mounts, by their ids.
     *
     * @param named those that steps have
     * @param used those of steps that ran
     */
    public record Mounts(Set<String> named, Set<String> used) {
        public Mounts {
            named = Set.copyOf(named);
            used = Set.copyOf(used);
        }
    }
}
