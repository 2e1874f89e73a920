// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.trust.CacheScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was done under a key, as an action record says it, its layers named by the digests of their tars.
 *
 * @param result what stands for it in the keys of what builds on it
 * @param layers from bottom to top
 * @param inputs what went into the key, by name
 */
public record CachedRecord(
        CacheScope scope,
        Digest key,
        Digest result,
        List<Digest> layers,
        Instant created,
        String description,
        Map<String, String> inputs) {
    // more than any overlay can mount
    private static final int MOST_LAYERS = 1_000;

    public CachedRecord {
        layers = List.copyOf(layers);
        inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
    }

    Json toJson() {
        return Json.object()
                .put("scope", scope.name())
                .put("key", key.toString())
                .put("result", result.toString())
                .put(
                        "layers",
                        Json.ofTexts(layers.stream().map(Digest::toString).toList()))
                .put("created", created.toString())
                .put("description", description)
                .putTexts("inputs", inputs)
                .build();
    }

    static CachedRecord read(Payload payload) throws MalformedCacheException {
        List<Json> items = payload.json().items("layers");
        if (items.size() > MOST_LAYERS) {
            throw payload.fault("layers", "there are " + items.size() + ", the limit is " + MOST_LAYERS);
        }
        List<Digest> layers = new ArrayList<>();
        for (Json item : items) {
            layers.add(item.asText()
                    .flatMap(Digest::parse)
                    .orElseThrow(() -> payload.fault("layers", "expected digests such as sha256:...")));
        }
        Map<String, String> inputs = new TreeMap<>();
        payload.json()
                .members("inputs")
                .forEach((name, value) -> value.asText().ifPresent(text -> inputs.put(name, text)));
        return new CachedRecord(
                payload.scope(),
                payload.digest("key"),
                payload.digest("result"),
                layers,
                payload.instant("created"),
                payload.text("description"),
                inputs);
    }
}
