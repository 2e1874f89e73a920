// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.value;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A number, exact. Whole numbers that fit are kept as a {@code long}: what {@code BigDecimal} sets up before its first use
 * takes longer than all numbers of a usual file.
 */
public final class Num implements Value, Comparable<Num> {
    /** Digits that surely fit. */
    private static final int SAFE_DIGITS = 18;

    private final long whole;
    private final @Nullable BigDecimal exact;

    private Num(long whole, @Nullable BigDecimal exact) {
        this.whole = whole;
        this.exact = exact;
    }

    static Num of(long number) {
        return new Num(number, null);
    }

    static Num of(BigDecimal number) {
        return new Num(0, number);
    }

    /** The number that the text is, in decimal; empty if it is none. */
    public static Optional<Num> parse(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        int digits = text.length() - start;
        boolean isWhole = digits > 0 && digits <= SAFE_DIGITS;
        for (int i = start; isWhole && i < text.length(); i++) {
            isWhole = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        if (isWhole) {
            return Optional.of(of(Long.parseLong(text)));
        }
        Optional<BigDecimal> number = Numbers.parse(text);
        return number.isPresent() ? Optional.of(of(number.get())) : Optional.empty();
    }

    @Override
    public Type type() {
        return Primitive.NUMBER;
    }

    public BigDecimal number() {
        return exact == null ? BigDecimal.valueOf(whole) : exact;
    }

    /** The value, if it is a whole number that an int can hold. */
    public Optional<Integer> asInt() {
        if (exact != null) {
            return Numbers.exactInt(exact);
        }
        return whole == (int) whole ? Optional.of((int) whole) : Optional.empty();
    }

    /** The number in decimal digits, as short as it can be written without an exponent. */
    public String digits() {
        if (exact == null) {
            return Long.toString(whole);
        }
        return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }

    public boolean isZero() {
        return exact == null ? whole == 0 : exact.signum() == 0;
    }

    public Num plus(Num other) {
        long sum = whole + other.whole;
        boolean fits = ((whole ^ sum) & (other.whole ^ sum)) >= 0;
        return exact == null && other.exact == null && fits ? of(sum) : of(number().add(other.number()));
    }

    public Num negated() {
        return exact == null && whole != Long.MIN_VALUE ? of(-whole) : of(number().negate());
    }

    public Num times(Num other) {
        boolean isSmall = whole == (int) whole && other.whole == (int) other.whole;
        return exact == null && other.exact == null && isSmall
                ? of(whole * other.whole)
                : of(number().multiply(other.number(), Numbers.PRECISION));
    }

    /** @param other not zero */
    public Num over(Num other) {
        boolean isWhole = exact == null && other.exact == null && whole != Long.MIN_VALUE && whole % other.whole == 0;
        return isWhole ? of(whole / other.whole) : of(Numbers.quotient(number(), other.number()));
    }

    /** What division leaves, with the sign of this number; the other one is not zero. */
    public Num remainder(Num other) {
        return exact == null && other.exact == null && other.whole != -1
                ? of(whole % other.whole)
                : of(number().remainder(other.number()));
    }

    @Override
    public int compareTo(Num other) {
        return exact == null && other.exact == null
                ? Long.compare(whole, other.whole)
                : number().compareTo(other.number());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Num num && compareTo(num) == 0;
    }

    @Override
    public int hashCode() {
        return digits().hashCode();
    }

    @Override
    public String toString() {
        return digits();
    }
}
