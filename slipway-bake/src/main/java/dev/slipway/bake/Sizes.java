// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/** Sizes such as {@code 64m} or {@code 1.5 GB}; each unit is 1024 of the next smaller. */
public final class Sizes {
    private static final String UNITS = "bkmgtp";

    private Sizes() {}

    /** The bytes; empty when it is no size. */
    public static Optional<Long> parse(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        int digits = 0;
        while (digits < word.length() && "0123456789.".indexOf(word.charAt(digits)) >= 0) {
            digits++;
        }
        String unit = word.substring(digits).strip();
        int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit.charAt(0));
        boolean isUnit = unit.length() <= 1
                || unit.substring(1).equals("b")
                || unit.substring(1).equals("ib");
        if (digits == 0 || digits > 20 || power < 0 || !isUnit || (power == 0 && unit.length() > 1)) {
            return Optional.empty();
        }
        try {
            BigDecimal bytes =
                    new BigDecimal(word.substring(0, digits)).multiply(BigDecimal.valueOf(1L << (10 * power)));
            return bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                    ? Optional.empty()
                    : Optional.of(bytes.longValue());
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /** With the largest unit that leaves a number of at least one, four digits at most: {@code 128MiB}. */
    static String shown(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit < units.length - 1) {
            size /= 1024;
            unit++;
        }
        BigDecimal rounded =
                new BigDecimal(size).round(new java.math.MathContext(4)).stripTrailingZeros();
        return rounded.toPlainString() + units[unit];
    }
}
