// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** Durations as Go writes them: {@code 1h30m}, {@code 1.5s}, {@code 300ms}, {@code 0}. */
final class GoDuration {
    private static final int MAX_LENGTH = 64;

    private GoDuration() {}

    /** Empty when it is not one, or longer than Go's nanoseconds reach. */
    static Optional<Duration> parse(String text) {
        boolean negative = text.startsWith("-");
        int at = negative || text.startsWith("+") ? 1 : 0;
        if (text.length() == at || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        if (text.substring(at).equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        BigDecimal nanos = BigDecimal.ZERO;
        while (at < text.length()) {
            int unit = numberEnd(text, at);
            int end = unit;
            while (end < text.length() && text.charAt(end) != '.' && !isDigit(text.charAt(end))) {
                end++;
            }
            long scale = scale(text.substring(unit, end));
            String number = text.substring(at, unit);
            if (scale == 0 || number.isEmpty() || number.equals(".")) {
                return Optional.empty();
            }
            nanos = nanos.add(
                    new BigDecimal(number.endsWith(".") ? number + "0" : number).multiply(BigDecimal.valueOf(scale)));
            at = end;
        }
        if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(negative ? -nanos.longValue() : nanos.longValue()));
    }

    private static int numberEnd(String text, int from) {
        int at = from;
        boolean point = false;
        while (at < text.length() && (isDigit(text.charAt(at)) || (text.charAt(at) == '.' && !point))) {
            point |= text.charAt(at) == '.';
            at++;
        }
        return at;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static long scale(String unit) {
        return switch (unit) {
            case "ns" -> 1L;
            case "us", "\u00B5s", "\u03BCs" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 0L;
        };
    }
}
