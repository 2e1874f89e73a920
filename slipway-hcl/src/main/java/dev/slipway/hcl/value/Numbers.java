// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/** Numbers of the language: 512 bits of precision, which are 154 decimal digits. */
public final class Numbers {
    /** What division rounds to. */
    public static final MathContext PRECISION = new MathContext(154, RoundingMode.HALF_EVEN);

    // so that "1e999999999" is no way to fill the memory
    private static final int MAX_EXPONENT = 10_000;

    private static final int BITS = 512;
    private static final BigDecimal TWO = new BigDecimal(2);
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private Numbers() {}

    /** The number that the text is, in decimal, with a sign, fraction or exponent; empty if it is none. */
    public static Optional<BigDecimal> parse(String text) {
        if (text.isEmpty() || text.length() > 2000 || !isPlain(text)) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return Math.abs((long) number.scale()) > MAX_EXPONENT ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The quotient: exact where it can be written, else what 512 bits hold of it, as short as that can be written. */
    public static BigDecimal quotient(BigDecimal x, BigDecimal y) {
        try {
            BigDecimal exact = x.divide(y);
            if (exact.precision() <= PRECISION.getPrecision()) {
                return exact;
            }
        } catch (ArithmeticException _) {
            // it has no end
        }
        BigDecimal rough = x.abs().divide(y.abs(), new MathContext(170, RoundingMode.HALF_EVEN));
        BigDecimal unit = unit(rough);
        BigDecimal held = rough.divide(unit, 0, RoundingMode.HALF_EVEN).multiply(unit);
        BigDecimal half = unit.multiply(HALF);
        for (int digits = PRECISION.getPrecision() - 1; digits < 170; digits++) {
            BigDecimal candidate = held.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (candidate.subtract(held).abs().compareTo(half) < 0) {
                return x.signum() == y.signum() ? candidate : candidate.negate();
            }
        }
        return x.divide(y, PRECISION);
    }

    // what the last of the 512 bits stands for
    private static BigDecimal unit(BigDecimal number) {
        int power = number.toBigInteger().bitLength();
        BigDecimal one = BigDecimal.ONE;
        while (power == 0 && number.multiply(one).compareTo(HALF) < 0) {
            one = one.multiply(TWO);
        }
        BigDecimal bits = new BigDecimal(BigInteger.TWO.pow(BITS));
        return power == 0
                ? BigDecimal.ONE.divide(one.multiply(bits))
                : new BigDecimal(BigInteger.TWO.pow(power)).divide(bits);
    }

    /** The value as an int, if it is a whole number that fits. */
    public static Optional<Integer> exactInt(BigDecimal number) {
        try {
            return Optional.of(number.intValueExact());
        } catch (ArithmeticException _) {
            return Optional.empty();
        }
    }
}
