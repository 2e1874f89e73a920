// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was done: under this key, an op gave this file system. {@code resultId} names the result for keys further down;
 * {@code inputs} are what went into the key, by name, so that a miss can be explained.
 */
public record ActionRecord(
        Digest key, Digest resultId, Chain chain, Instant created, String description, Map<String, String> inputs) {
    public ActionRecord {
        inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
    }
}
