// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.text.RegistryException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** What went wrong, in words: the act, who answered what, and what to do. Never a header. */
final class Failures {
    private static final int MAX_SHOWN = 300;

    private Failures() {}

    static RegistryException of(Call call, Answer answer, byte[] body, boolean loggedIn) {
        int status = answer.status();
        String told = errors(body);
        return new RegistryException(
                "cannot " + call.act() + ": " + call.endpoint() + " answered " + status + " (" + reason(status) + ")"
                        + (told.isEmpty() ? "" : ": " + told) + remedy(status, call, loggedIn),
                status);
    }

    private static String remedy(int status, Call call, boolean loggedIn) {
        String host = call.endpoint().host();
        String login = "docker login" + (host.equals("docker.io") ? "" : " " + host);
        return switch (status) {
            case 401 ->
                loggedIn
                        ? "; the credentials in docker's configuration were refused: log in again with \"" + login
                                + "\""
                        : "; no credentials for " + host + " are in docker's configuration: log in with \"" + login
                                + "\"";
            case 403 ->
                loggedIn
                        ? "; the account may not do this: check its rights to the repository"
                        : "; nobody may do this without an account: log in with \"" + login + "\"";
            case 404 -> "; check the name, the tag, and that the account may see it";
            case 413 -> "; raise the limit of the registry, or of the proxy before it";
            case 429 -> "; wait, log in with \"" + login + "\" for a higher limit, or set a mirror for " + host;
            case 500, 502, 503, 504 -> "; it was tried several times: look at the registry's log, or try later";
            default -> "";
        };
    }

    private static String reason(int status) {
        return switch (status) {
            case 400 -> "bad request";
            case 401 -> "unauthorized";
            case 403 -> "forbidden";
            case 404 -> "not found";
            case 405 -> "method not allowed";
            case 413 -> "too large";
            case 416 -> "range not satisfiable";
            case 429 -> "too many requests";
            case 500 -> "internal error";
            case 502 -> "bad gateway";
            case 503 -> "service unavailable";
            case 504 -> "gateway timeout";
            default -> status / 100 == 3 ? "redirected" : status / 100 == 2 ? "not what was expected" : "refused";
        };
    }

    /** {@code {"errors": [{"code", "message"}]}}, or a token server's {@code {"details"}}. */
    private static String errors(byte[] body) {
        List<String> shown = new ArrayList<>();
        try {
            Json json = JsonParser.parse(body);
            for (Json error : json.items("errors")) {
                String code =
                        error.text("code").orElse("").toLowerCase(Locale.ROOT).replace('_', ' ');
                String message = error.text("message").orElse("");
                boolean both = !code.isEmpty() && !message.isEmpty() && !message.equalsIgnoreCase(code);
                shown.add(both ? code + ": " + message : message.isEmpty() ? code : message);
            }
            json.text("details").or(() -> json.text("error_description")).ifPresent(shown::add);
        } catch (JsonSyntaxException _) {
            // a proxy's page in HTML tells nothing
        }
        String joined = String.join("; ", shown.subList(0, Math.min(3, shown.size())));
        return clean(joined);
    }

    private static String clean(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().limit(MAX_SHOWN).forEach(c -> out.append(Character.isISOControl(c) ? ' ' : (char) c));
        return text.length() > MAX_SHOWN ? out.append("...").toString() : out.toString();
    }

    static RegistryException unreachable(Call call, IOException e) {
        String host = call.uri().getAuthority();
        String start = "cannot " + call.act() + ": ";
        String what = switch (e) {
            case ConnectException _ ->
                "nothing answers at " + host + "; check the name, that the registry runs, and the network";
            case HttpTimeoutException _ -> call.endpoint() + " did not answer in time; check the network, or try later";
            case SSLException _ ->
                "no TLS with " + host + " (" + e.getMessage()
                        + "); if it has no valid certificate, list it as insecure in Slipway's configuration";
            default -> "the connection to " + host + " failed (" + clean(String.valueOf(e.getMessage())) + ")";
        };
        return new RegistryException(start + what, e);
    }

    static RegistryException wrong(Call call, String what) {
        return new RegistryException("cannot " + call.act() + ": " + call.endpoint() + " " + what, 0);
    }

    /** A URI from outside, absolute or not; http and https only. */
    static URI location(Call call, URI base, String text) {
        try {
            URI uri = base.resolve(URI.create(text));
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // the same message
        }
        throw wrong(call, "named a place that is no web address");
    }
}
