// SPDX-License-Identifier: Apache-2.0
package dev.slipway.gc;

import java.util.Optional;

/**
 * What the last collection left, so that the next build need not count the store to know that there is nothing to do.
 *
 * @param at when, in milliseconds since 1970; 0 when nothing was counted yet
 * @param used what the cache took
 * @param free what was free on the disk
 * @param nextEnd when the time of the first is over
 * @param isWaiting whether something hidden could not be deleted yet
 * @param isUnmet whether the policy asked for more than could be had
 */
public record UsageNote(long at, long used, long free, long nextEnd, boolean isWaiting, boolean isUnmet) {
    private static final long PAUSE = 10 * 60_000;
    private static final long HOUR = 60 * 60_000;
    private static final int FIELDS = 6;

    /** Of a store that nobody has counted. */
    public static UsageNote uncounted(long free) {
        return new UsageNote(0, 0, free, Long.MAX_VALUE, false, false);
    }

    public static Optional<UsageNote> parse(String text) {
        String[] words = text.strip().split(" ");
        try {
            return words.length != FIELDS
                    ? Optional.empty()
                    : Optional.of(new UsageNote(
                            Long.parseLong(words[0]),
                            Long.parseLong(words[1]),
                            Long.parseLong(words[2]),
                            Long.parseLong(words[3]),
                            words[4].equals("waiting"),
                            words[5].equals("unmet")));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    public String text() {
        return at + " " + used + " " + free + " " + nextEnd + (isWaiting ? " waiting" : " done")
                + (isUnmet ? " unmet" : " met");
    }

    /** After a build that made layers of that size. What the disk has less is taken for the cache's as well. */
    public UsageNote grown(long layers, long freeNow) {
        return new UsageNote(at, used + Math.max(layers, free - freeNow), freeNow, nextEnd, isWaiting, isUnmet);
    }

    /** Whether the policy may want something gone by now. */
    public boolean isDue(GcPolicy policy, long now) {
        if (at == 0) {
            return true;
        }
        boolean isFresh = now - at < PAUSE;
        if (used <= policy.reserved()) {
            return isWaiting && !isFresh;
        }
        boolean hasCaps =
                policy.rules().stream().anyMatch(rule -> rule.maxUsed().isPresent());
        boolean isOver = used > policy.maxUsed() || free < policy.minFree();
        // what could not be had a moment ago cannot be had now
        return isFresh ? isOver && !isUnmet : isOver || isWaiting || (now - at >= HOUR && (now > nextEnd || hasCaps));
    }
}
