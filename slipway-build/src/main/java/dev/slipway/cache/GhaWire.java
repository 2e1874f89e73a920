// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Sends requests, again where that may help: as long as all of it stays within the time that was given. */
final class GhaWire {
    private static final int ATTEMPTS = 5;
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;
    private static final List<Integer> MAY_PASS = List.of(408, 429, 500, 502, 503, 504);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    private final long until;

    /** @param timeout for all requests together */
    GhaWire(Duration timeout) {
        this.until = System.nanoTime() + timeout.toNanos();
    }

    HttpClient client() {
        return client;
    }

    /** A request, made anew for each attempt. */
    interface Making {
        HttpRequest make() throws IOException;
    }

    /**
     * The answer, if it is a good one.
     *
     * @param act what it is for, in words
     */
    HttpResponse<byte[]> send(String act, Making request, Integer... alsoGood)
            throws IOException, InterruptedException {
        Set<Integer> good = Set.of(alsoGood);
        for (int attempt = 1; ; attempt++) {
            String failure;
            Optional<String> retryAfter = Optional.empty();
            boolean passes = true;
            try {
                HttpResponse<byte[]> answer = client.send(request.make(), HttpResponse.BodyHandlers.ofByteArray());
                int status = answer.statusCode();
                if (status / 100 == 2 || good.contains(status)) {
                    return answer;
                }
                failure = "answered " + status;
                retryAfter = answer.headers().firstValue("Retry-After");
                passes = MAY_PASS.contains(status);
            } catch (IOException e) {
                failure = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            }
            if (!passes || attempt == ATTEMPTS || System.nanoTime() > until) {
                throw new IOException("cannot " + act + ": " + failure);
            }
            Thread.sleep(pauseMillis(attempt, retryAfter));
        }
    }

    private static long pauseMillis(int attempt, Optional<String> retryAfter) {
        long most = FIRST_PAUSE_MILLIS << attempt;
        long pause = most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
        try {
            return retryAfter.isPresent()
                    ? Math.clamp(Long.parseLong(retryAfter.get().strip()) * 1000, 0, LONGEST_PAUSE_MILLIS)
                    : pause;
        } catch (NumberFormatException _) {
            return pause;
        }
    }

    /** The address without its query, which may hold a signature. */
    static String shown(URI address) {
        return address.getScheme() + "://" + address.getAuthority() + address.getPath();
    }
}
