// SPDX-License-Identifier: Apache-2.0
package dev.slipway.gc;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is kept. While the cache takes no more than {@code reserved}, nothing goes. Above that: what was not used for as long
 * as {@code keepFor} goes; and while a cap is passed, what would have gone first goes earlier, whatever its
 * {@code keepFor}, unless that is {@code firm}. Nothing pinned goes, nothing in use, and no image that has a name.
 *
 * @param general for what no rule names
 * @param maxUsed the most that the cache may take, in bytes; {@link Long#MAX_VALUE} for any
 * @param minFree the least that is to be free on the disk; 0 for any
 * @param rules of cache mounts and targets; the first that names something holds for it
 */
public record GcPolicy(long reserved, long maxUsed, long minFree, Age general, List<Rule> rules, List<Pin> pins) {
    /**
     * How long what is not used is kept.
     *
     * @param firm whether what was used since is not even taken when a cap is passed
     */
    public record Age(Duration keepFor, boolean firm) {
        /** For ever, as far as age goes. */
        public static final Age ANY = new Age(Duration.ofDays(36_500), false);
    }

    /**
     * For what a pattern names.
     *
     * @param kind {@link Pin.Kind#MOUNT} or {@link Pin.Kind#TARGET}
     * @param maxUsed the most that all that it names may take together
     * @param age in place of the general one
     */
    public record Rule(Pin.Kind kind, String pattern, Optional<Long> maxUsed, Optional<Age> age) {
        boolean isAbout(Naming naming) {
            return new Pin(kind, pattern).isAbout(naming);
        }

        String title() {
            return kind.word() + " \"" + pattern + "\"";
        }
    }

    public GcPolicy {
        rules = List.copyOf(rules);
        pins = List.copyOf(pins);
    }

    /** What BuildKit does by itself: a tenth of the disk reserved, three fifths at most, a fifth free, 60 days. */
    public static GcPolicy defaults(long diskBytes) {
        long tenth = diskBytes / 10;
        return new GcPolicy(
                Math.min(tenth, 10L << 30),
                6 * tenth,
                2 * tenth,
                new Age(Duration.ofDays(60), false),
                List.of(),
                List.of());
    }

    GcPolicy pinning(List<Pin> all) {
        return new GcPolicy(reserved, maxUsed, minFree, general, rules, all);
    }
}
