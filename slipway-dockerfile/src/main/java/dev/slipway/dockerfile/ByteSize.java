// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalLong;

/** Sizes of memory as docker reads them: {@code 1024}, {@code 64m}, {@code 1.5GiB}; units are powers of 1024. */
final class ByteSize {
    private static final int MAX_LENGTH = 32;

    private ByteSize() {}

    static OptionalLong parse(String text) {
        int end = text.length();
        while (end > 0 && !isNumeral(text.charAt(end - 1))) {
            end--;
        }
        String unit = text.substring(end).toLowerCase(Locale.ROOT);
        String number = text.substring(0, end > 0 && text.charAt(end - 1) == ' ' ? end - 1 : end);
        int shift = shift(unit);
        if (shift < 0 || number.isEmpty() || number.length() > MAX_LENGTH || !isPlainNumber(number)) {
            return OptionalLong.empty();
        }
        BigDecimal bytes =
                new BigDecimal(number.endsWith(".") ? number + "0" : number).multiply(BigDecimal.valueOf(1L << shift));
        return bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? OptionalLong.empty()
                : OptionalLong.of(bytes.longValue());
    }

    private static boolean isNumeral(char c) {
        return (c >= '0' && c <= '9') || c == '.' || c == ' ';
    }

    private static boolean isPlainNumber(String number) {
        int points = 0;
        int digits = 0;
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            points += c == '.' ? 1 : 0;
            digits += c >= '0' && c <= '9' ? 1 : 0;
        }
        return points <= 1 && digits > 0 && points + digits == number.length();
    }

    // the power of two, or -1 when it is no unit
    private static int shift(String unit) {
        if (unit.isEmpty() || unit.equals("b")) {
            return 0;
        }
        int power = "kmgtp".indexOf(unit.charAt(0));
        boolean complete = unit.length() == 1
                || (unit.endsWith("b") && unit.length() == 2)
                || unit.substring(1).equals("ib");
        return power >= 0 && complete ? 10 * (power + 1) : -1;
    }
}
