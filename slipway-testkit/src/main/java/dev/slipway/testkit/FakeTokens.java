// SPDX-License-Identifier: Apache-2.0
package dev.slipway.testkit;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Who may do anything at the fake registry. */
final class FakeTokens {
    private final Set<String> given = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private volatile Optional<String> login = Optional.empty();
    private volatile boolean bearer;

    void basic(String user, String password) {
        login = Optional.of(pair(user, password));
    }

    void bearer(String user, String password) {
        basic(user, password);
        bearer = true;
    }

    private static String pair(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    void forget() {
        given.clear();
    }

    boolean admits(HttpExchange exchange, FakeAnswer answer, String address) throws IOException {
        if (login.isEmpty()) {
            return true;
        }
        String shown = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        if (exchange.getRequestURI().getPath().equals("/token")) {
            token(answer, shown);
            return false;
        }
        if (bearer ? given.contains(shown) : login.get().equals(shown)) {
            return true;
        }
        answer.header(
                "WWW-Authenticate",
                bearer ? "Bearer realm=\"http://" + address + "/token\",service=\"fake\"" : "Basic realm=\"fake\"");
        answer.error(401, "UNAUTHORIZED", "authentication required");
        return false;
    }

    private void token(FakeAnswer answer, String shown) throws IOException {
        if (!login.orElse("").equals(shown)) {
            answer.error(401, "UNAUTHORIZED", "incorrect username or password");
            return;
        }
        String token = "token-" + count.incrementAndGet();
        given.add("Bearer " + token);
        answer.send(200, ("{\"token\":\"" + token + "\",\"expires_in\":300}").getBytes(StandardCharsets.UTF_8));
    }
}
