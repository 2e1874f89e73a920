// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import dev.slipway.hcl.value.Num;
import dev.slipway.hcl.value.Primitive;
import dev.slipway.hcl.value.Value;
import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * One verb of a format.
 *
 * @param argument which argument it is for, from 1; 0 for the next one
 * @param width the least width; 0 for none
 * @param precision the digits behind the point, or the most characters; -1 for none
 * @param end the offset behind it
 */
record FormatVerb(String flags, int argument, int width, int precision, char letter, int end) {
    private static final int WIDEST = 10_000;

    static FormatVerb read(String format, int percent) throws FunctionException {
        int at = percent + 1;
        int flagsEnd = at;
        while (flagsEnd < format.length() && "+-# 0".indexOf(format.charAt(flagsEnd)) >= 0) {
            flagsEnd++;
        }
        String flags = format.substring(at, flagsEnd);
        int widthEnd = digitsEnd(format, flagsEnd);
        int width = number(format, flagsEnd, widthEnd, 0);
        at = widthEnd;
        int precision = -1;
        if (at < format.length() && format.charAt(at) == '.') {
            int precisionEnd = digitsEnd(format, at + 1);
            precision = number(format, at + 1, precisionEnd, 0);
            at = precisionEnd;
        }
        int argument = 0;
        if (at < format.length() && format.charAt(at) == '[') {
            int close = digitsEnd(format, at + 1);
            argument = number(format, at + 1, close, 0);
            if (close >= format.length() || format.charAt(close) != ']' || argument == 0) {
                throw new FunctionException("expected the number of an argument, as %[1]s", 0);
            }
            at = close + 1;
        }
        if (at >= format.length()) {
            throw new FunctionException("the format ends within a verb; a percent sign is %%", 0);
        }
        return new FormatVerb(flags, argument, width, precision, format.charAt(at), at + 1);
    }

    private static int digitsEnd(String format, int start) {
        int at = start;
        while (at < format.length() && Character.isDigit(format.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int number(String format, int start, int end, int absent) throws FunctionException {
        if (end - start > 5) {
            throw new FunctionException("a width or precision of the format is too large", 0);
        }
        return start == end ? absent : Math.min(WIDEST, Integer.parseInt(format, start, end, 10));
    }

    private boolean has(char flag) {
        return flags.indexOf(flag) >= 0;
    }

    String format(Value value, int index) throws FunctionException {
        return switch (letter) {
            case 'v' -> padded(has('#') || value.isNull() ? json(value) : plain(value), isNumber(value));
            case 't' -> padded(text(Functions.convert(Primitive.BOOL, present(value, index), index), index), false);
            case 'b', 'd', 'o', 'x', 'X' -> letter == 'x' || letter == 'X' ? hex(value, index) : whole(value, index);
            case 'e', 'E', 'f', 'g', 'G' -> padded(signed(decimal(number(value, index))), true);
            case 's' -> padded(cut(text(value, index)), false);
            case 'q' -> padded(JsonWriter.compact(Json.of(cut(text(value, index)))), false);
            default -> throw new FunctionException("unknown verb %" + letter, 0);
        };
    }

    private static boolean isNumber(Value value) {
        return value instanceof Num;
    }

    private static Value present(Value value, int index) throws FunctionException {
        if (value.isNull()) {
            throw new FunctionException("null can't be formatted so; %v can show it", index);
        }
        return value;
    }

    private static String text(Value value, int index) throws FunctionException {
        return Functions.convert(Primitive.STRING, present(value, index), index) instanceof Value.Text(var text)
                ? text
                : "";
    }

    private static BigDecimal number(Value value, int index) throws FunctionException {
        return Functions.convert(Primitive.NUMBER, present(value, index), index) instanceof Num number
                ? number.number()
                : BigDecimal.ZERO;
    }

    private static String json(Value value) {
        return JsonWriter.compact(JsonValues.toJson(value));
    }

    private String plain(Value value) {
        if (value instanceof Value.Text(var text)) {
            return cut(text);
        }
        if (value instanceof Num number) {
            return precision >= 0 ? decimal(number.number()) : number.digits();
        }
        return json(value);
    }

    private String cut(String text) {
        return precision < 0 || text.codePointCount(0, text.length()) <= precision
                ? text
                : text.substring(0, text.offsetByCodePoints(0, precision));
    }

    private String whole(Value value, int index) throws FunctionException {
        BigInteger number = number(value, index).toBigInteger();
        int base = letter == 'b' ? 2 : letter == 'o' ? 8 : letter == 'd' ? 10 : 16;
        String digits = number.toString(base);
        return padded(signed(letter == 'X' ? digits.toUpperCase(Locale.ROOT) : digits), true);
    }

    private String hex(Value value, int index) throws FunctionException {
        if (!(value instanceof Value.Text(var text))) {
            return whole(value, index);
        }
        HexFormat hex = letter == 'X' ? HexFormat.of().withUpperCase() : HexFormat.of();
        return padded(hex.formatHex(text.getBytes(StandardCharsets.UTF_8)), false);
    }

    private String signed(String number) {
        if (number.startsWith("-")) {
            return number;
        }
        return has('+') ? "+" + number : has(' ') ? " " + number : number;
    }

    private String decimal(BigDecimal number) {
        int digits = precision < 0 ? 6 : precision;
        return switch (letter) {
            case 'f' -> number.setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
            case 'e', 'E' -> exponent(number.round(new MathContext(digits + 1, RoundingMode.HALF_EVEN)), digits);
            default -> shortest(precision < 0 ? number : number.round(new MathContext(Math.max(1, precision))));
        };
    }

    private String exponent(BigDecimal number, int digits) {
        String unscaled = number.unscaledValue().abs().toString();
        int power = number.signum() == 0 ? 0 : unscaled.length() - 1 - number.scale();
        StringBuilder mantissa = new StringBuilder(unscaled);
        while (mantissa.length() < digits + 1) {
            mantissa.append('0');
        }
        mantissa.setLength(digits + 1);
        if (digits > 0) {
            mantissa.insert(1, '.');
        }
        String sign = number.signum() < 0 ? "-" : "";
        String zero = Math.abs(power) < 10 ? "0" : "";
        char e = letter == 'E' || letter == 'G' ? 'E' : 'e';
        return sign + mantissa + e + (power < 0 ? "-" : "+") + zero + Math.abs(power);
    }

    private String shortest(BigDecimal number) {
        BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        int power = stripped.precision() - 1 - stripped.scale();
        int limit = precision < 0 ? 21 : Math.max(1, precision);
        return power < -4 || power >= limit ? exponent(stripped, stripped.precision() - 1) : stripped.toPlainString();
    }

    private String padded(String text, boolean zeros) {
        int missing = width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        if (has('-')) {
            return text + " ".repeat(missing);
        }
        if (!has('0') || !zeros) {
            return (has('0') ? "0" : " ").repeat(missing) + text;
        }
        boolean hasSign = text.startsWith("-") || text.startsWith("+");
        return (hasSign ? text.substring(0, 1) : "") + "0".repeat(missing) + (hasSign ? text.substring(1) : text);
    }
}
