// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.json.Json;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.MediaType;
import java.time.Instant;
import java.util.Optional;

/**
 * Where the tar of a layer is.
 *
 * @param blob the tar, compressed or not
 * @param created when the layer was made; absent for one that came in an image
 */
public record CachedLayer(Descriptor blob, Optional<Instant> created) {
    Json toJson() {
        return Json.object()
                .put("digest", blob.digest().toString())
                .put("size", blob.size())
                .put("mediaType", blob.mediaType().value())
                .put("created", created.map(Instant::toString))
                .build();
    }

    static CachedLayer read(Payload payload) throws MalformedCacheException {
        MediaType type = new MediaType(payload.text("mediaType"));
        if (type.layerCompression().isEmpty()) {
            throw payload.fault("mediaType", "expected that of a layer");
        }
        long size = payload.json().number("size").orElse(-1L);
        if (size < 0) {
            throw payload.fault("size", "expected a number of bytes");
        }
        Optional<Instant> created =
                payload.json().get("created").isPresent() ? Optional.of(payload.instant("created")) : Optional.empty();
        return new CachedLayer(Descriptor.of(type, payload.digest("digest"), size), created);
    }
}
