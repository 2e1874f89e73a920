// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.text.Redacted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Which branches' caches a token of GitHub Actions gives access to: its claim {@code ac}, a JSON text in JSON. Whether the
 * token is genuine is for the service to say.
 *
 * @param readable the refs, such as {@code refs/heads/main}, nearest first
 * @param writable the ref that is written
 */
record GhaScopes(List<String> readable, String writable) {
    private static final long READ = 1;
    private static final long WRITE = 2;

    GhaScopes {
        readable = List.copyOf(readable);
    }

    static GhaScopes of(Redacted token) {
        List<String> readable = new ArrayList<>();
        Optional<String> writable = Optional.empty();
        for (Json scope : claim(token)) {
            long permission = scope.number("Permission").orElse(0L);
            String name = scope.text("Scope").orElse("");
            if ((permission & WRITE) != 0 && writable.isEmpty()) {
                writable = Optional.of(name);
                readable.addFirst(name);
            } else if ((permission & READ) != 0) {
                readable.add(name);
            }
        }
        return readable.isEmpty() ? new GhaScopes(List.of(""), "") : new GhaScopes(readable, writable.orElse(""));
    }

    private static List<Json> claim(Redacted token) {
        String[] parts = new String(token.reveal(), StandardCharsets.US_ASCII).split("\\.", -1);
        if (parts.length != 3) {
            return List.of();
        }
        try {
            byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
            Optional<String> access = JsonParser.parse(claims).text("ac");
            return access.isEmpty() ? List.of() : JsonParser.parse(access.get()).items();
        } catch (IllegalArgumentException | JsonSyntaxException _) {
            return List.of();
        }
    }

    /** What stands for a ref in the names of entries. */
    static String mark(String scope) {
        return Digest.of(scope).hex().substring(0, 8);
    }
}
