// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often, and after what pause, a failed request is sent again.
 *
 * @param attempts all told
 * @param first the pause before the second attempt; each further one is twice as long, half of it by chance
 * @param longest what a registry may ask for by {@code Retry-After}
 * @param idle how long a connection may say nothing
 */
public record Backoff(int attempts, Duration first, Duration longest, Duration idle) {
    public static final Backoff DEFAULT =
            new Backoff(5, Duration.ofMillis(300), Duration.ofSeconds(60), Duration.ofSeconds(60));

    static boolean isTransient(int status) {
        return status == 408 || status == 429 || (status >= 500 && status != 501 && status != 505);
    }

    /** @param attempt the one that failed, from 1 */
    Duration pause(int attempt, Optional<String> retryAfter) {
        Optional<Duration> asked = retryAfter.flatMap(Backoff::parse);
        if (asked.isPresent()) {
            return asked.get().compareTo(longest) > 0 ? longest : asked.get();
        }
        long most = first.toMillis() << Math.min(attempt - 1, 10);
        return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    }

    // seconds or an HTTP date
    private static Optional<Duration> parse(String text) {
        try {
            return Optional.of(Duration.ofSeconds(Math.clamp(Long.parseLong(text.strip()), 0L, 86_400L)));
        } catch (NumberFormatException _) {
            try {
                Instant when = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                Duration until = Duration.between(Instant.now(), when);
                return Optional.of(until.isNegative() ? Duration.ZERO : until);
            } catch (DateTimeParseException _) {
                return Optional.empty();
            }
        }
    }
}
