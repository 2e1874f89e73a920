// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import java.time.Duration;
import java.util.Optional;

/** Spans of time such as {@code 336h}, {@code 1h30m} or {@code 14d}: whole numbers of days, hours, minutes, seconds. */
public final class Durations {
    private static final String UNITS = "dhms";
    private static final long[] SECONDS = {86_400, 3_600, 60, 1};
    private static final int MOST_DIGITS = 9;

    private Durations() {}

    /** The time; empty when it is none. */
    public static Optional<Duration> parse(String text) {
        long seconds = 0;
        int at = 0;
        int after = 0;
        while (at < text.length()) {
            int begin = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            int unit = at < text.length() ? UNITS.indexOf(text.charAt(at)) : -1;
            if (at == begin || at - begin > MOST_DIGITS || unit < after) {
                return Optional.empty();
            }
            seconds += Long.parseLong(text.substring(begin, at)) * SECONDS[unit];
            after = unit + 1;
            at++;
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
    }
}
