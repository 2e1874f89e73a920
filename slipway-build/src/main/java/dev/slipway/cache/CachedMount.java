// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.json.Json;
import dev.slipway.mounts.ListReader;
import dev.slipway.mounts.MountList;
import dev.slipway.mounts.Pack;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.MediaType;
import dev.slipway.trust.CacheScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of a cache mount.
 *
 * @param id as the Dockerfile gives it
 * @param list a {@link MountList}
 * @param packs all that the list names
 */
public record CachedMount(CacheScope scope, String id, Instant created, Descriptor list, List<Descriptor> packs) {
    private static final int MOST_ID_CHARACTERS = 4_096;
    private static final int MOST_PACKS = 20_000;

    public CachedMount {
        packs = List.copyOf(packs);
    }

    /** The mount of that id in that scope, whatever is in it. */
    static Digest place(CacheScope scope, String id) {
        return new Hasher().put(scope.name()).put(id).digest();
    }

    Digest place() {
        return place(scope, id);
    }

    Json toJson() {
        return Json.object()
                .put("scope", scope.name())
                .put("id", id)
                .put("created", created.toString())
                .put("list", blob(list))
                .put("packs", Json.ofItems(packs.stream().map(CachedMount::blob).toList()))
                .build();
    }

    private static Json blob(Descriptor blob) {
        return Json.object()
                .put("digest", blob.digest().toString())
                .put("size", blob.size())
                .build();
    }

    static CachedMount read(Payload payload) throws MalformedCacheException {
        String id = payload.text("id");
        if (id.isEmpty() || id.length() > MOST_ID_CHARACTERS) {
            throw payload.fault("id", "expected that of a cache mount");
        }
        Json listed = payload.json().get("list").orElseThrow(() -> payload.fault("list", "expected an object"));
        Descriptor list = blob(new Payload(listed, payload.where() + ": list"), MountList.MEDIA_TYPE);
        List<Json> items = payload.json().items("packs");
        if (items.size() > MOST_PACKS) {
            throw payload.fault("packs", "more than " + MOST_PACKS);
        }
        List<Descriptor> packs = new ArrayList<>();
        for (Json item : items) {
            packs.add(blob(new Payload(item, payload.where() + ": packs[" + packs.size() + "]"), Pack.MEDIA_TYPE));
        }
        return new CachedMount(payload.scope(), id, payload.instant("created"), list, packs);
    }

    private static Descriptor blob(Payload payload, MediaType type) throws MalformedCacheException {
        long size = payload.json().number("size").orElse(-1L);
        if (size < 0 || size > ListReader.MOST_BYTES) {
            throw payload.fault("size", "expected at most " + ListReader.MOST_BYTES + " bytes");
        }
        return Descriptor.of(type, payload.digest("digest"), size);
    }
}
