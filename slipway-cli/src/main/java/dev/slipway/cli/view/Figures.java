// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli.view;

import java.time.Duration;

/** Writes numbers as buildx does, without a formatter, whose start costs more than a small build. */
public final class Figures {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Figures() {}

    /** Seconds with so many digits behind the point, rounded. */
    public static String seconds(Duration time, int digits) {
        long scale = 1;
        for (int i = 0; i < digits; i++) {
            scale *= 10;
        }
        long nanos = Math.max(0, time.toNanos());
        long step = 1_000_000_000L / scale;
        long rounded = nanos / step + (nanos % step * 2 >= step ? 1 : 0);
        StringBuilder out = new StringBuilder().append(rounded / scale);
        if (digits > 0) {
            String fraction = Long.toString(rounded % scale);
            out.append('.').repeat('0', digits - fraction.length()).append(fraction);
        }
        return out.toString();
    }

    /** The time of a line of output: three digits below ten seconds, two below a hundred, then one. */
    static String stamp(Duration time) {
        long seconds = time.toSeconds();
        return seconds(time, seconds < 10 ? 3 : seconds < 100 ? 2 : 1);
    }

    /** A number of bytes in units of a thousand: {@code 2B}, {@code 3.64MB}. */
    public static String bytes(long count) {
        int unit = 0;
        long divisor = 1;
        while (unit + 1 < UNITS.length && count / divisor >= 1000) {
            divisor *= 1000;
            unit++;
        }
        if (unit == 0) {
            return count + UNITS[0];
        }
        long hundredths = (count / (divisor / 100) + (count % (divisor / 100) * 2 >= divisor / 100 ? 1 : 0));
        String fraction = Long.toString(hundredths % 100);
        return hundredths / 100 + "." + (fraction.length() == 1 ? "0" : "") + fraction + UNITS[unit];
    }

    /** How far a part is, in bytes; empty when nothing was counted. */
    static String progress(Step.Part part) {
        if (part.total() != 0) {
            return bytes(part.current()) + " / " + bytes(part.total());
        }
        return part.current() != 0 ? bytes(part.current()) : "";
    }
}
