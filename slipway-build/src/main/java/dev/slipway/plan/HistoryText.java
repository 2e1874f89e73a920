// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.oci.Healthcheck;
import java.time.Duration;
import java.util.List;

/** Values as docker's history shows them, that is as Go's {@code fmt} prints them with {@code %q}. */
final class HistoryText {
    private HistoryText() {}

    /** A list of strings: {@code ["a" "b"]}. */
    static String quoted(List<String> values) {
        StringBuilder out = new StringBuilder("[");
        for (String value : values) {
            if (out.length() > 1) {
                out.append(' ');
            }
            quote(out, value);
        }
        return out.append(']').toString();
    }

    /** A health check: {@code &{["CMD" "true"] "5s" "0s" "0s" "0s" '\x00'}}. */
    static String of(Healthcheck check) {
        StringBuilder out = new StringBuilder("&{").append(quoted(check.test()));
        for (Duration duration :
                List.of(check.interval(), check.timeout(), check.startPeriod(), check.startInterval())) {
            out.append(" \"").append(duration(duration)).append('"');
        }
        String retries = Integer.toHexString(check.retries());
        return out.append(" '\\x")
                .append(retries.length() < 2 ? "0" : "")
                .append(retries)
                .append("'}")
                .toString();
    }

    /** As Go prints a duration: {@code 1h2m3.5s}. */
    static String duration(Duration value) {
        if (value.isZero()) {
            return "0s";
        }
        long millis = value.toMillis();
        if (millis < 1000) {
            return millis + "ms";
        }
        StringBuilder out = new StringBuilder();
        if (value.toHours() > 0) {
            out.append(value.toHours()).append('h');
        }
        if (value.toMinutes() > 0) {
            out.append(value.toMinutesPart()).append('m');
        }
        out.append(value.toSecondsPart());
        if (value.toMillisPart() > 0) {
            String fraction = Integer.toString(1000 + value.toMillisPart()).substring(1);
            out.append('.').append(fraction.replaceAll("0+$", ""));
        }
        return out.append('s').toString();
    }

    private static void quote(StringBuilder out, String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                default -> out.append(c);
            }
        }
        out.append('"');
    }
}
