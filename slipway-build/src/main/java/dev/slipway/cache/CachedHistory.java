// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.explain.ArchiveReader;
import dev.slipway.explain.CommonName;
import dev.slipway.json.Json;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.MediaType;
import dev.slipway.trust.CacheScope;
import java.time.Instant;

/**
 * Where it is written what the last build of something was made of.
 *
 * @param at when that build began
 * @param archive may have other builds as well
 */
public record CachedHistory(CacheScope scope, CommonName name, Instant at, Descriptor archive) {
    static final MediaType MEDIA_TYPE = new MediaType("application/vnd.slipway.history.v1+zstd");

    /** The last build of that name in that scope. */
    static Digest place(CacheScope scope, CommonName name) {
        return new Hasher()
                .put(scope.name())
                .put(name.thing())
                .put(name.image())
                .digest();
    }

    Digest place() {
        return place(scope, name);
    }

    Json toJson() {
        return Json.object()
                .put("scope", scope.name())
                .put("thing", name.thing().toString())
                .put("image", name.image().toString())
                .put("at", at.toString())
                .put(
                        "archive",
                        Json.object()
                                .put("digest", archive.digest().toString())
                                .put("size", archive.size())
                                .build())
                .build();
    }

    static CachedHistory read(Payload payload) throws MalformedCacheException {
        Json listed = payload.json().get("archive").orElseThrow(() -> payload.fault("archive", "expected an object"));
        Payload archive = new Payload(listed, payload.where() + ": archive");
        long size = listed.number("size").orElse(-1L);
        if (size < 0 || size > ArchiveReader.MOST_BYTES) {
            throw archive.fault("size", "expected at most " + ArchiveReader.MOST_BYTES + " bytes");
        }
        return new CachedHistory(
                payload.scope(),
                new CommonName(payload.digest("thing"), payload.digest("image")),
                payload.instant("at"),
                Descriptor.of(MEDIA_TYPE, archive.digest("digest"), size));
    }
}
