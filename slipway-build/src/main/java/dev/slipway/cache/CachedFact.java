// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.trust.CacheScope;

/** A remembered computation, such as the digest of what a {@code COPY --from} selects of a result. */
public record CachedFact(CacheScope scope, String kind, Digest key, String value) {
    private static final int MOST_CHARACTERS = 4_096;

    Json toJson() {
        return Json.object()
                .put("scope", scope.name())
                .put("kind", kind)
                .put("key", key.toString())
                .put("value", value)
                .build();
    }

    static CachedFact read(Payload payload) throws MalformedCacheException {
        String value = payload.text("value");
        if (value.length() > MOST_CHARACTERS) {
            throw payload.fault("value", "more than " + MOST_CHARACTERS + " characters");
        }
        return new CachedFact(payload.scope(), payload.text("kind"), payload.digest("key"), value);
    }
}
