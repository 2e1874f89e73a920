// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.trust.CacheScope;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * An object of a document, read member by member; what is missing or of another kind is refused with its place.
 *
 * @param where for messages
 */
record Payload(Json json, String where) {
    MalformedCacheException fault(String member, String what) {
        return new MalformedCacheException(where + ": " + member + ": " + what);
    }

    String text(String member) throws MalformedCacheException {
        return json.text(member).orElseThrow(() -> fault(member, "expected a string"));
    }

    Digest digest(String member) throws MalformedCacheException {
        Optional<Digest> digest = Digest.parse(text(member));
        return digest.orElseThrow(() -> fault(member, "expected sha256: and 64 hex digits"));
    }

    CacheScope scope() throws MalformedCacheException {
        Optional<CacheScope> scope = CacheScope.parse(text("scope"));
        return scope.orElseThrow(() -> fault("scope", "expected the name of a cache scope"));
    }

    Instant instant(String member) throws MalformedCacheException {
        try {
            return Instant.parse(text(member));
        } catch (DateTimeException _) {
            throw fault(member, "expected a time such as 2026-01-31T12:00:00Z");
        }
    }
}
