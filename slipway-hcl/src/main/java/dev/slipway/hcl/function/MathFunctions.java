// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import static dev.slipway.hcl.function.Functions.function;
import static dev.slipway.hcl.function.Functions.number;
import static dev.slipway.hcl.function.Functions.variadic;
import static dev.slipway.hcl.function.Functions.whole;

import dev.slipway.hcl.value.Numbers;
import dev.slipway.hcl.value.Primitive;
import dev.slipway.hcl.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/** Arithmetic. */
final class MathFunctions {
    private MathFunctions() {}

    static Function get(String name) {
        return switch (name) {
            case "absolute" -> one((x, _) -> x.abs());
            case "negate" -> one((x, _) -> x.negate());
            case "ceil" -> one((x, _) -> x.setScale(0, RoundingMode.CEILING));
            case "floor" -> one((x, _) -> x.setScale(0, RoundingMode.FLOOR));
            case "int" -> one((x, _) -> x.setScale(0, RoundingMode.DOWN));
            case "signum" -> one((x, _) -> BigDecimal.valueOf(x.signum()));
            case "add" -> two(BigDecimal::add);
            case "subtract" -> two(BigDecimal::subtract);
            case "multiply" -> two((x, y) -> x.multiply(y, Numbers.PRECISION));
            case "divide" -> two((x, y) -> Numbers.quotient(x, divisor(y)));
            case "modulo" -> two((x, y) -> x.remainder(divisor(y)));
            case "log" -> two((x, base) -> decimal(Math.log(x.doubleValue()) / Math.log(base.doubleValue())));
            case "pow" -> two((x, y) -> decimal(Math.pow(x.doubleValue(), y.doubleValue())));
            case "max" -> variadic(numbers -> extreme(numbers, 1), number("numbers"));
            case "min" -> variadic(numbers -> extreme(numbers, -1), number("numbers"));
            default -> function(MathFunctions::parseInt, Functions.any("number"), number("base"));
        };
    }

    private interface Operation {
        BigDecimal apply(BigDecimal x, BigDecimal y) throws FunctionException;
    }

    private static Function one(Operation operation) {
        return function(a -> Value.of(operation.apply(number(a, 0), BigDecimal.ZERO)), number("num"));
    }

    private static Function two(Operation operation) {
        return function(a -> Value.of(operation.apply(number(a, 0), number(a, 1))), number("a"), number("b"));
    }

    private static BigDecimal divisor(BigDecimal y) throws FunctionException {
        if (y.signum() == 0) {
            throw new FunctionException("division by zero", 1);
        }
        return y;
    }

    // as short as a double can be written
    private static BigDecimal decimal(double value) throws FunctionException {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new FunctionException("there is no such number");
        }
        return new BigDecimal(Double.toString(value));
    }

    private static Value extreme(List<Value> numbers, int sign) throws FunctionException {
        if (numbers.isEmpty()) {
            throw new FunctionException("at least one number is required");
        }
        BigDecimal found = number(numbers, 0);
        for (int i = 1; i < numbers.size(); i++) {
            BigDecimal other = number(numbers, i);
            found = other.compareTo(found) * sign > 0 ? other : found;
        }
        return Value.of(found);
    }

    private static Value parseInt(List<Value> arguments) throws FunctionException {
        Value text = Functions.convert(Primitive.STRING, arguments.getFirst(), 0);
        int base = whole(arguments, 1);
        if (base < 2 || base > 62) {
            throw new FunctionException("the base is 2 to 62", 1);
        }
        String digits = text instanceof Value.Text(var string) ? string : "";
        boolean isNegative = digits.startsWith("-");
        BigInteger number = BigInteger.ZERO;
        String plain = isNegative || digits.startsWith("+") ? digits.substring(1) : digits;
        for (int i = 0; i < plain.length(); i++) {
            int digit = digit(plain.charAt(i), base);
            if (digit < 0 || digit >= base) {
                throw new FunctionException("\"" + digits + "\" is no number of base " + base, 0);
            }
            number = number.multiply(BigInteger.valueOf(base)).add(BigInteger.valueOf(digit));
        }
        if (plain.isEmpty()) {
            throw new FunctionException("an empty text is no number", 0);
        }
        return Value.of(new BigDecimal(isNegative ? number.negate() : number));
    }

    // above base 36 small and capital letters are different digits
    private static int digit(char c, int base) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 10;
        }
        return c >= 'A' && c <= 'Z' ? c - 'A' + (base > 36 ? 36 : 10) : -1;
    }
}
