// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci;

import dev.slipway.json.Json;
import java.time.Duration;
import java.util.List;

/**
 * Docker's health check of a container.
 *
 * @param test {@code [NONE]}, {@code [CMD, args...]} or {@code [CMD-SHELL, command]}; empty inherits
 * @param interval zero inherits, as do the other durations and {@code retries}
 */
public record Healthcheck(
        List<String> test,
        Duration interval,
        Duration timeout,
        Duration startPeriod,
        Duration startInterval,
        int retries) {
    public Healthcheck {
        test = List.copyOf(test);
    }

    static Healthcheck read(Members members) throws MalformedImageException {
        return new Healthcheck(
                members.texts("Test"),
                nanos(members, "Interval"),
                nanos(members, "Timeout"),
                nanos(members, "StartPeriod"),
                nanos(members, "StartInterval"),
                (int) Math.min(members.number("Retries").orElse(0L), Integer.MAX_VALUE));
    }

    private static Duration nanos(Members members, String name) throws MalformedImageException {
        return Duration.ofNanos(members.number(name).orElse(0L));
    }

    Json toJson() {
        Json.Builder out = Json.object().putTexts("Test", test);
        put(out, "Interval", interval);
        put(out, "Timeout", timeout);
        put(out, "StartPeriod", startPeriod);
        put(out, "StartInterval", startInterval);
        if (retries != 0) {
            out.put("Retries", retries);
        }
        return out.build();
    }

    private static void put(Json.Builder out, String name, Duration value) {
        if (!value.isZero()) {
            out.put(name, value.toNanos());
        }
    }
}
