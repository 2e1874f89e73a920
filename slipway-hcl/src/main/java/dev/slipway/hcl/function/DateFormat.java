// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import java.time.OffsetDateTime;
import java.util.Locale;

/** Writes a time in the form that a text of letters describes, such as {@code YYYY-MM-DD hh:mm}. */
record DateFormat(OffsetDateTime time) {
    String format(String form) throws FunctionException {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < form.length()) {
            char c = form.charAt(at);
            if (c == '\'') {
                at = quoted(form, at, out);
            } else if (Character.isLetter(c) && c < 128) {
                int end = at;
                while (end < form.length() && form.charAt(end) == c) {
                    end++;
                }
                out.append(part(form.substring(at, end)));
                at = end;
            } else {
                out.append(c);
                at++;
            }
        }
        return out.toString();
    }

    private static int quoted(String form, int start, StringBuilder out) throws FunctionException {
        int at = start + 1;
        while (at < form.length()) {
            if (form.charAt(at) != '\'') {
                out.append(form.charAt(at++));
            } else if (at + 1 < form.length() && form.charAt(at + 1) == '\'') {
                out.append('\'');
                at += 2;
            } else {
                return at + 1;
            }
        }
        throw new FunctionException("a quote in the format is not closed", 0);
    }

    private String part(String letters) throws FunctionException {
        int hour12 = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        return switch (letters) {
            case "YYYY" -> padded(time.getYear(), 4);
            case "YY" -> padded(time.getYear() % 100, 2);
            case "MMMM" -> month(time);
            case "MMM" -> month(time).substring(0, 3);
            case "MM" -> padded(time.getMonthValue(), 2);
            case "M" -> padded(time.getMonthValue(), 1);
            case "DD" -> padded(time.getDayOfMonth(), 2);
            case "D" -> padded(time.getDayOfMonth(), 1);
            case "EEEE" -> weekday(time);
            case "EEE" -> weekday(time).substring(0, 3);
            case "hh" -> padded(time.getHour(), 2);
            case "h" -> padded(time.getHour(), 1);
            case "HH" -> padded(hour12, 2);
            case "H" -> padded(hour12, 1);
            case "AA" -> time.getHour() < 12 ? "AM" : "PM";
            case "aa" -> time.getHour() < 12 ? "am" : "pm";
            case "mm" -> padded(time.getMinute(), 2);
            case "m" -> padded(time.getMinute(), 1);
            case "ss" -> padded(time.getSecond(), 2);
            case "s" -> padded(time.getSecond(), 1);
            case "ZZZZZ" -> offset(":");
            case "ZZZZ" -> offset("");
            case "ZZZ" -> time.getOffset().getTotalSeconds() == 0 ? "UTC" : offset("");
            case "Z" -> time.getOffset().getTotalSeconds() == 0 ? "Z" : offset(":");
            default ->
                throw new FunctionException("\"" + letters + "\" has no meaning in a format of a date", 0)
                        .withHelp("letters that are meant as they are stand in single quotes");
        };
    }

    private static String padded(int number, int width) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    private String offset(String colon) {
        int minutes = Math.abs(time.getOffset().getTotalSeconds()) / 60;
        String sign = time.getOffset().getTotalSeconds() < 0 ? "-" : "+";
        return sign + padded(minutes / 60, 2) + colon + padded(minutes % 60, 2);
    }

    static String month(OffsetDateTime time) {
        return capitalized(time.getMonth().name());
    }

    static String weekday(OffsetDateTime time) {
        return capitalized(time.getDayOfWeek().name());
    }

    private static String capitalized(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
