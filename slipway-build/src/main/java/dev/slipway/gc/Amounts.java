// SPDX-License-Identifier: Apache-2.0
package dev.slipway.gc;

import java.time.Duration;
import java.util.Locale;

/** Sizes and times in the words that policies use for them. */
public final class Amounts {
    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB", "PB"};

    private Amounts() {}

    /** The size in units of 1024, with one digit behind the point where it is no whole number: {@code 50GB}. */
    public static String bytes(long count) {
        int unit = 0;
        long divisor = 1;
        while (unit + 1 < UNITS.length && count / divisor >= 1024) {
            divisor *= 1024;
            unit++;
        }
        return count % divisor == 0
                ? count / divisor + UNITS[unit]
                : String.format(Locale.ROOT, "%.1f%s", (double) count / divisor, UNITS[unit]);
    }

    /** The time in hours, or in minutes or seconds where it is no whole number of those: {@code 336h}. */
    public static String time(Duration time) {
        long seconds = time.toSeconds();
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
