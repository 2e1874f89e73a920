// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.digest.Digest;
import dev.slipway.snapshot.ActionRecord;
import java.util.List;
import java.util.Map;

/**
 * What of a build goes into a cache.
 *
 * @param contents the digests of what copies selected, by the keys under which they are remembered
 */
public record Harvest(List<ActionRecord> records, Map<Digest, String> contents) {
    /** The kind of fact that {@code contents} are. */
    public static final String CONTENT = "content";

    public Harvest {
        records = List.copyOf(records);
        contents = Map.copyOf(contents);
    }
}
