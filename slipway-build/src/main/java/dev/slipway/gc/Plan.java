// SPDX-License-Identifier: Apache-2.0
package dev.slipway.gc;

import java.util.List;
import java.util.Map;

/**
 * What is to go, and why.
 *
 * @param namings the records and images without a name that go with their layers, by place in {@link Inventory#namings},
 *     each with its rule
 * @param usedBefore what the cache took
 * @param usedAfter what it takes then
 * @param unmet what the policy asks for and cannot be had, a sentence each
 */
public record Plan(
        List<Deletion> deletions, Map<Integer, String> namings, long usedBefore, long usedAfter, List<String> unmet) {
    public Plan {
        deletions = List.copyOf(deletions);
        unmet = List.copyOf(unmet);
    }

    public long freed() {
        return usedBefore - usedAfter;
    }

    public boolean isEmpty() {
        return deletions.isEmpty();
    }
}
