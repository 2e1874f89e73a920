// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import dev.slipway.text.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;

/** Sends a call: finds the authorization, follows redirects, tries again what may pass, and says what went wrong. */
final class Wire {
    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_ERROR_BODY = 64 << 10;

    // bytes a second; the JDK's timeout includes the time that a request's body takes
    private static final long SLOWEST_UPLOAD = 64 << 10;

    private final HttpClients clients = new HttpClients();
    private final Backoff backoff;
    private final Tokens tokens;
    // endpoints marked insecure that turned out to speak no TLS
    private final Set<Endpoint> spokenPlain = ConcurrentHashMap.newKeySet();

    Wire(CredentialSource credentials, Backoff backoff) {
        this.backoff = backoff;
        this.tokens = new Tokens(credentials, this);
    }

    Backoff backoff() {
        return backoff;
    }

    /**
     * Sends, again if need be, until there is an answer with one of these statuses.
     *
     * @throws RegistryException if there is none
     */
    Answer send(Call call, Integer... expected) {
        Set<Integer> good = Set.of(expected);
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt >= backoff.attempts();
            Optional<String> retryAfter;
            try {
                Answer answer = authorized(call);
                if (good.contains(answer.status())) {
                    return answer;
                }
                if (last || !Backoff.isTransient(answer.status())) {
                    throw failure(call, answer);
                }
                retryAfter = answer.header("Retry-After");
                answer.close();
            } catch (IOException e) {
                if (last || isHopeless(e)) {
                    throw Failures.unreachable(call, e);
                }
                retryAfter = Optional.empty();
            }
            sleep(call, backoff.pause(attempt, retryAfter));
        }
    }

    /** Sends once, authorized; any status is an answer. */
    Answer sendOnce(Call call) throws IOException {
        return authorized(call);
    }

    // nobody listens, no such host, or the certificate is wrong: a second attempt would only say so later
    static boolean isHopeless(IOException e) {
        return e instanceof ConnectException || e instanceof InterruptedIOException || e instanceof SSLException;
    }

    void sleep(Call call, Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException("cannot " + call.act() + ": interrupted", e);
        }
    }

    /** Reads the answer's errors and lets go of it. */
    RegistryException failure(Call call, Answer answer) {
        try (answer) {
            return Failures.of(call, answer, answer.read(MAX_ERROR_BODY), tokens.knows(call.endpoint()));
        } catch (IOException _) {
            return Failures.of(call, answer, new byte[0], tokens.knows(call.endpoint()));
        }
    }

    private Answer authorized(Call call) throws IOException {
        Optional<String> shown = tokens.cached(call);
        Answer answer = redirected(call, shown);
        if (answer.status() != 401) {
            return answer;
        }
        Optional<String> fresh = tokens.answer(call, answer, shown);
        if (fresh.isEmpty()) {
            return answer;
        }
        answer.close();
        return redirected(call, fresh);
    }

    private Answer redirected(Call call, Optional<String> authorization) throws IOException {
        Answer answer = overTlsOrPlain(call, authorization);
        Call here = call;
        for (int i = 0; isRedirect(answer.status(), call.method()); i++) {
            Optional<String> location = answer.header("Location");
            if (location.isEmpty() || i == MAX_REDIRECTS) {
                return answer;
            }
            answer.close();
            URI next = Failures.location(call, answer.uri(), location.get());
            boolean sameHost = next.getAuthority().equals(call.uri().getAuthority())
                    && next.getScheme().equals(call.uri().getScheme());
            here = here.at(next);
            // the token is the registry's alone: a storage behind it has signed URLs
            answer = once(here, sameHost ? authorization : Optional.empty());
        }
        return answer;
    }

    private static boolean isRedirect(int status, String method) {
        boolean reads = method.equals("GET") || method.equals("HEAD");
        return status == 307 || status == 308 || (reads && (status == 301 || status == 302 || status == 303));
    }

    private Answer overTlsOrPlain(Call call, Optional<String> authorization) throws IOException {
        Endpoint endpoint = call.endpoint();
        if (!endpoint.insecure() || endpoint.isPlain() || !call.uri().toString().startsWith(endpoint.base())) {
            return once(call, authorization);
        }
        if (!spokenPlain.contains(endpoint)) {
            try {
                return once(call, authorization);
            } catch (SSLException | ConnectException _) {
                spokenPlain.add(endpoint);
            }
        }
        return once(call.at(endpoint.plain()), authorization);
    }

    /** Sends once, as it is. */
    Answer once(Call call, Optional<String> authorization) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri())
                .timeout(backoff.idle().plusSeconds(call.bodyBytes() / SLOWEST_UPLOAD))
                .header("User-Agent", "slipway")
                .method(call.method(), call.body().get());
        call.headers().forEach(request::header);
        authorization.ifPresent(value -> request.header("Authorization", value));
        try {
            HttpResponse<InputStream> response =
                    clients.of(call.endpoint().insecure()).send(request.build(), BodyStream.handler(backoff.idle()));
            return new Answer(response.statusCode(), response.headers(), response.uri(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    void close() {
        clients.close();
    }
}
