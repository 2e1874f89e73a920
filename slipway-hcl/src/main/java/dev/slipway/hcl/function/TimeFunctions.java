// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import static dev.slipway.hcl.function.Functions.function;
import static dev.slipway.hcl.function.Functions.number;
import static dev.slipway.hcl.function.Functions.text;

import dev.slipway.hcl.value.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Times, as RFC 3339 writes them. */
final class TimeFunctions {
    private TimeFunctions() {}

    static Function get(String name) {
        return switch (name) {
            case "formatdate" ->
                function(
                        a -> Value.of(new DateFormat(parse(text(a, 1), 1)).format(text(a, 0))),
                        text("format"),
                        text("time"));
            case "timeadd" ->
                function(
                        a -> Value.of(rfc3339(parse(text(a, 0), 0).plus(duration(text(a, 1))))),
                        text("timestamp"),
                        text("duration"));
            default -> function(TimeFunctions::unix, number("unix_timestamp"));
        };
    }

    private static OffsetDateTime parse(String text, int argument) throws FunctionException {
        try {
            return OffsetDateTime.parse(text);
        } catch (DateTimeException _) {
            throw new FunctionException("\"" + text + "\" is no time", argument)
                    .withHelp("expected a time as RFC 3339 has it, such as 2026-01-31T12:00:00Z");
        }
    }

    static String rfc3339(OffsetDateTime time) {
        StringBuilder out = new StringBuilder(25);
        pad(out, time.getYear(), 4).append('-');
        pad(out, time.getMonthValue(), 2).append('-');
        pad(out, time.getDayOfMonth(), 2).append('T');
        pad(out, time.getHour(), 2).append(':');
        pad(out, time.getMinute(), 2).append(':');
        return pad(out, time.getSecond(), 2).append(time.getOffset().getId()).toString();
    }

    private static StringBuilder pad(StringBuilder out, int number, int width) {
        String digits = Integer.toString(number);
        return out.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
    }

    /** Such as {@code 1h30m} or {@code -1.5s}. */
    private static Duration duration(String text) throws FunctionException {
        int at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        BigDecimal nanos = BigDecimal.ZERO;
        boolean isEmpty = at == text.length();
        while (at < text.length() && !text.substring(at).equals("0")) {
            int start = at;
            while (at < text.length() && "0123456789.".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            int unit = at;
            while (at < text.length() && Character.isLetter(text.charAt(at))) {
                at++;
            }
            long factor = nanos(text.substring(unit, at));
            var count = dev.slipway.hcl.value.Numbers.parse(text.substring(start, unit));
            isEmpty |= factor == 0 || count.isEmpty();
            if (isEmpty) {
                break;
            }
            nanos = nanos.add(count.get().multiply(BigDecimal.valueOf(factor)));
        }
        if (isEmpty || nanos.precision() - nanos.scale() > 18) {
            throw new FunctionException("\"" + text + "\" is no duration", 1)
                    .withHelp("expected numbers with the units h, m, s, ms, us or ns, such as 1h30m");
        }
        return Duration.ofNanos(text.startsWith("-") ? -nanos.longValue() : nanos.longValue());
    }

    private static long nanos(String unit) {
        return switch (unit) {
            case "h" -> 3_600_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "s" -> 1_000_000_000L;
            case "ms" -> 1_000_000L;
            case "us", "µs" -> 1_000L;
            case "ns" -> 1L;
            default -> 0L;
        };
    }

    private static Value unix(List<Value> arguments) throws FunctionException {
        OffsetDateTime time;
        try {
            time = Instant.ofEpochSecond(number(arguments, 0).longValue()).atOffset(ZoneOffset.UTC);
        } catch (DateTimeException _) {
            throw new FunctionException("there is no such time", 0);
        }
        Map<String, Value> parts = new TreeMap<>();
        parts.put("year", Value.of(time.getYear()));
        parts.put("year_day", Value.of(time.getDayOfYear()));
        parts.put("day", Value.of(time.getDayOfMonth()));
        parts.put("month", Value.of(time.getMonthValue()));
        parts.put("month_name", Value.of(DateFormat.month(time)));
        parts.put("weekday", Value.of(time.getDayOfWeek().getValue() % 7));
        parts.put("weekday_name", Value.of(DateFormat.weekday(time)));
        parts.put("hour", Value.of(time.getHour()));
        parts.put("minute", Value.of(time.getMinute()));
        parts.put("second", Value.of(time.getSecond()));
        parts.put("rfc3339", Value.of(rfc3339(time)));
        var week = java.time.temporal.IsoFields.WEEK_OF_WEEK_BASED_YEAR;
        parts.put("iso_year", Value.of(time.get(java.time.temporal.IsoFields.WEEK_BASED_YEAR)));
        parts.put("iso_week", Value.of(time.get(week)));
        return new Value.ObjectValue(parts);
    }
}
