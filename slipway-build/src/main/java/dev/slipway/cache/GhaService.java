// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.json.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The cache service of GitHub Actions, version 2 (Twirp over HTTP): entries that never change once they are complete, found
 * by their keys or the beginnings of keys. No message holds a token or the query of a signed address.
 */
final class GhaService {
    private static final String PATH = "/twirp/github.actions.results.api.v1.CacheService/";
    private static final int MOST_ANSWER = 1 << 20;
    private static final int CONFLICT = 409;

    private final GhaAccess access;
    private final GhaWire wire;

    /**
     * An entry that was found.
     *
     * @param address where to get it, for some minutes
     */
    record Found(String key, URI address) {}

    GhaService(GhaAccess access, GhaWire wire) {
        this.access = access;
        this.wire = wire;
    }

    /** Where to put the content of a new entry; empty when there is one of that key, complete or not. */
    Optional<URI> create(String key) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = call("CreateCacheEntry", keyed(key).build(), CONFLICT);
        if (answer.statusCode() == CONFLICT) {
            return Optional.empty();
        }
        Json body = json(answer);
        return isOk(body) ? Optional.of(address(body, "signed_upload_url")) : Optional.empty();
    }

    /** Makes the entry visible. */
    void complete(String key, long size) throws IOException, InterruptedException {
        Json request = keyed(key).put("size_bytes", Long.toString(size)).build();
        Json body = json(call("FinalizeCacheEntryUpload", request));
        if (!isOk(body)) {
            throw new IOException("the cache service did not take the entry " + key + ": "
                    + body.text("message").orElse("no reason given"));
        }
    }

    /** The newest entry whose key begins so. */
    Optional<Found> find(String key) throws IOException, InterruptedException {
        Json request =
                keyed(key).put("restore_keys", Json.ofTexts(List.of(key))).build();
        Json body = json(call("GetCacheEntryDownloadURL", request));
        return isOk(body)
                ? Optional.of(new Found(body.text("matched_key").orElse(""), address(body, "signed_download_url")))
                : Optional.empty();
    }

    private Json.Builder keyed(String key) {
        return Json.object().put("key", key).put("version", access.version());
    }

    private static boolean isOk(Json body) {
        return body.bool("ok").orElse(false);
    }

    private static URI address(Json body, String member) throws IOException {
        try {
            return URI.create(body.text(member).orElse(""));
        } catch (IllegalArgumentException _) {
            throw new IOException("the cache service named no address in " + member);
        }
    }

    private HttpResponse<byte[]> call(String method, Json request, Integer... alsoGood)
            throws IOException, InterruptedException {
        String base = access.url().endsWith("/")
                ? access.url().substring(0, access.url().length() - 1)
                : access.url();
        byte[] body = JsonWriter.compactBytes(request);
        String token = new String(access.token().reveal(), StandardCharsets.US_ASCII);
        HttpRequest.Builder post = HttpRequest.newBuilder(URI.create(base + PATH + method))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(60));
        return wire.send(
                "call " + method + " of the cache service",
                () -> post.copy().POST(BodyPublishers.ofByteArray(body)).build(),
                alsoGood);
    }

    private static Json json(HttpResponse<byte[]> answer) throws IOException {
        if (answer.body().length > MOST_ANSWER) {
            throw new IOException("the cache service answered with more than " + MOST_ANSWER + " bytes");
        }
        try {
            return JsonParser.parse(answer.body());
        } catch (JsonSyntaxException e) {
            throw new IOException("the cache service answered with something else than JSON: " + e.getMessage());
        }
    }

    /** For the streams of downloads. */
    HttpClient client() {
        return wire.client();
    }
}
