// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the {@code gc} block of a cache policy says; sizes in bytes.
 *
 * @param firm whether what was used within {@code keepFor} stays even when a cap is passed
 * @param mounts of cache mounts, by patterns of their ids
 * @param targets of what was built for targets, by patterns of their names
 * @param pins what is never taken away
 * @param jobsMaxUsed the most that caches and results of jobs may take together
 */
public record GcBlock(
        Optional<Long> reserved,
        Optional<Long> maxUsed,
        Optional<Long> minFree,
        Optional<Duration> keepFor,
        boolean firm,
        List<Rule> mounts,
        List<Rule> targets,
        List<PlacedText> pins,
        Optional<Long> jobsMaxUsed) {
    /** A rule for what the pattern names, in which {@code *} stands for any characters. */
    public record Rule(String pattern, Optional<Long> maxUsed, Optional<Duration> keepFor, boolean firm) {}

    public GcBlock {
        mounts = List.copyOf(mounts);
        targets = List.copyOf(targets);
        pins = List.copyOf(pins);
    }
}
