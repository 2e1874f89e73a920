// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.text.Redacted;
import dev.slipway.text.RegistryException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers challenges: Basic, or Bearer with a token from the realm that the registry names. Tokens are kept by endpoint
 * and scope until shortly before they end.
 */
final class Tokens {
    private static final int MAX_TOKEN_BODY = 1 << 20;
    private static final long DEFAULT_SECONDS = 60;

    private record Key(String base, String scope) {}

    private record Held(Redacted authorization, Instant until) {}

    private final CredentialSource credentials;
    private final Wire wire;
    private final Map<Key, Held> held = new ConcurrentHashMap<>();
    private final Map<Key, Object> locks = new ConcurrentHashMap<>();

    Tokens(CredentialSource credentials, Wire wire) {
        this.credentials = credentials;
        this.wire = wire;
    }

    /** Whether there are credentials for the endpoint: decides what to advise. */
    boolean knows(Endpoint endpoint) {
        return credentials.find(endpoint.host()).isPresent();
    }

    Optional<String> cached(Call call) {
        return Optional.ofNullable(held.get(key(call)))
                .filter(one -> one.until.isAfter(Instant.now()))
                .map(one -> reveal(one.authorization));
    }

    private static Key key(Call call) {
        return new Key(call.endpoint().base(), call.scope());
    }

    /**
     * What to show after a 401; empty when there is nothing else to show than what was refused.
     *
     * @param shown what was refused
     */
    Optional<String> answer(Call call, Answer refusal, Optional<String> shown) throws IOException {
        Key key = key(call);
        // one thread asks, the others wait for its token
        synchronized (locks.computeIfAbsent(key, _ -> new Object())) {
            Optional<String> now = cached(call);
            if (now.isPresent() && !now.equals(shown)) {
                return now;
            }
            held.remove(key);
            Optional<Held> fresh =
                    obtain(call, Challenge.parse(refusal.headers().allValues("WWW-Authenticate")));
            Optional<String> value = fresh.map(one -> reveal(one.authorization));
            if (value.equals(shown)) {
                return Optional.empty();
            }
            fresh.ifPresent(one -> held.put(key, one));
            return value;
        }
    }

    private Optional<Held> obtain(Call call, List<Challenge> challenges) throws IOException {
        Optional<Credential> credential = credentials.find(call.endpoint().host());
        if (credential.orElse(null) instanceof Credential.RegistryToken(var token)) {
            return Optional.of(lasting("Bearer " + reveal(token)));
        }
        Optional<Challenge> bearer = Challenge.of(challenges, "bearer");
        if (bearer.isPresent() && bearer.get().parameter("realm").isPresent()) {
            return Optional.of(bearer(call, bearer.get(), credential));
        }
        boolean basic = Challenge.of(challenges, "basic").isPresent();
        return credential.orElse(null) instanceof Credential.Login login && basic
                ? Optional.of(lasting(basic(login)))
                : Optional.empty();
    }

    private static Held lasting(String authorization) {
        return new Held(redacted(authorization), Instant.MAX);
    }

    private static String basic(Credential.Login login) {
        byte[] pair = (login.user() + ":" + reveal(login.password())).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private Held bearer(Call call, Challenge challenge, Optional<Credential> credential) throws IOException {
        URI realm = realm(call, challenge, credential.isPresent());
        String service = challenge.parameter("service").orElse("");
        String act = "get a token for " + call.endpoint().host() + " from " + realm.getHost() + ", to " + call.act();
        Call ask = credential.orElse(null) instanceof Credential.IdentityToken(var token)
                ? refresh(call, act, realm, service, token)
                : new Call(act, call.endpoint(), "GET", URI.create(query(realm, service, call.scope())), call.scope());
        Optional<String> login = credential.orElse(null) instanceof Credential.Login known
                ? Optional.of(basic(known))
                : Optional.empty();
        try (Answer answer = wire.once(ask, login)) {
            byte[] body = answer.read(MAX_TOKEN_BODY);
            if (answer.status() != 200) {
                throw Failures.of(ask, answer, body, credential.isPresent());
            }
            return read(ask, body);
        }
    }

    private static URI realm(Call call, Challenge challenge, boolean secret) {
        URI realm =
                Failures.location(call, call.uri(), challenge.parameter("realm").orElse(""));
        boolean open = realm.getScheme().equals("http") && !Endpoint.isLoopback(realm.getAuthority());
        if (secret && open && !call.endpoint().insecure()) {
            throw new RegistryException(
                    "cannot " + call.act() + ": " + call.endpoint() + " wants the password sent to " + realm.getHost()
                            + " by plain HTTP; list the registry as insecure if that is right",
                    0);
        }
        return realm;
    }

    private static Call refresh(Call call, String act, URI realm, String service, Redacted token) {
        String form = "grant_type=refresh_token&client_id=slipway&service=" + encode(service) + "&scope="
                + encode(call.scope()) + "&refresh_token=" + encode(reveal(token));
        return new Call(act, call.endpoint(), "POST", realm, call.scope())
                .with("Content-Type", "application/x-www-form-urlencoded")
                .withBody(form.length(), () -> BodyPublishers.ofString(form));
    }

    private static String query(URI realm, String service, String scope) {
        StringBuilder uri = new StringBuilder(realm.toString());
        uri.append(realm.getRawQuery() == null ? '?' : '&').append("service=").append(encode(service));
        // one parameter for each scope, as docker sends them
        for (String one : scope.split(" ", -1)) {
            if (!one.isEmpty()) {
                uri.append("&scope=").append(encode(one));
            }
        }
        return uri.toString();
    }

    private static Held read(Call ask, byte[] body) {
        try {
            Json json = JsonParser.parse(body);
            Optional<String> token =
                    json.text("token").or(() -> json.text("access_token")).filter(Tokens::isClean);
            if (token.isPresent()) {
                long seconds = Math.clamp(json.number("expires_in").orElse(DEFAULT_SECONDS), DEFAULT_SECONDS, 86_400L);
                return new Held(redacted("Bearer " + token.get()), Instant.now().plusSeconds(seconds * 9 / 10));
            }
        } catch (JsonSyntaxException _) {
            // the same message
        }
        throw new RegistryException("cannot " + ask.act() + ": the answer holds no token", 200);
    }

    // a token goes into a header: no line may break out of it
    private static boolean isClean(String token) {
        return !token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c < 127);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Redacted redacted(String text) {
        return new Redacted(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String reveal(Redacted secret) {
        return new String(secret.reveal(), StandardCharsets.UTF_8);
    }
}
