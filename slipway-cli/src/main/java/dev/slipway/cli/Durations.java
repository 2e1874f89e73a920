// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.time.Duration;
import java.util.Optional;

/** Reads times as Go writes them: {@code 1h30m}, {@code 90s}. */
final class Durations {
    private static final int MOST_CHARACTERS = 20;

    private Durations() {}

    static Optional<Duration> parse(String text) {
        if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        Duration all = Duration.ZERO;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                continue;
            }
            Optional<Duration> unit = unit(c);
            if (unit.isEmpty() || i == from || i - from > 9) {
                return Optional.empty();
            }
            all = all.plus(unit.get().multipliedBy(Long.parseLong(text.substring(from, i))));
            from = i + 1;
        }
        return from == text.length() ? Optional.of(all) : Optional.empty();
    }

    private static Optional<Duration> unit(char c) {
        return switch (c) {
            case 'h' -> Optional.of(Duration.ofHours(1));
            case 'm' -> Optional.of(Duration.ofMinutes(1));
            case 's' -> Optional.of(Duration.ofSeconds(1));
            default -> Optional.empty();
        };
    }
}
