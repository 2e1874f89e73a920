// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.oci.ImageConfig;
import dev.slipway.oci.ImageManifest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cache that an image carries: the records and facts in a member of its configuration. The layers are the image's own, so
 * their blobs need not be named.
 */
public final class InlineCache {
    /** The member of the configuration. */
    public static final String MEMBER = "dev.slipway.cache.v1";
    /** BuildKit's member of the same purpose. */
    static final String OF_BUILDKIT = "moby.buildkit.cache.v0";

    private InlineCache() {}

    /** The configuration with the cache. */
    public static ImageConfig with(ImageConfig config, CacheDocument cache) {
        Map<String, Json> others = new LinkedHashMap<>(config.others());
        Map<String, String> times = new LinkedHashMap<>();
        cache.layers()
                .forEach((diffId, layer) ->
                        layer.created().ifPresent(time -> times.put(diffId.toString(), time.toString())));
        CacheDocument bare = new CacheDocument(cache.records(), cache.facts(), Map.of(), List.of());
        Map<String, Json> members = new LinkedHashMap<>();
        if (bare.toJson() instanceof Json.Obj(var all)) {
            members.putAll(all);
        }
        members.remove("layers");
        members.put("times", Json.ofTexts(times));
        others.put(MEMBER, new Json.Obj(members));
        return new ImageConfig(
                config.created(),
                config.author(),
                config.platform(),
                config.config(),
                config.diffIds(),
                config.history(),
                others);
    }

    /** The cache in the configuration, its layers those of the manifest. */
    static Optional<CacheDocument> of(ImageConfig config, ImageManifest manifest, String where)
            throws MalformedCacheException {
        Json member = config.others().get(MEMBER);
        if (member == null || config.diffIds().size() != manifest.layers().size()) {
            return Optional.empty();
        }
        CacheDocument bare = CacheDocument.read(member, where);
        Map<Digest, CachedLayer> layers = new HashMap<>();
        for (int i = 0; i < config.diffIds().size(); i++) {
            Digest diffId = config.diffIds().get(i);
            layers.put(diffId, new CachedLayer(manifest.layers().get(i), time(member, diffId)));
        }
        return Optional.of(new CacheDocument(bare.records(), bare.facts(), layers, List.of()));
    }

    private static Optional<Instant> time(Json member, Digest diffId) {
        try {
            return member.get("times")
                    .flatMap(times -> times.text(diffId.toString()))
                    .map(Instant::parse);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
