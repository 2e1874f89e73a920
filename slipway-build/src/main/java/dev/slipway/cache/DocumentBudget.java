// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * Leaves out of a document what readers would not take: all of it is counted in the bytes that it is written in. What was used
 * last stays, of what was used at the same time that which comes first. What does not fit costs nothing. Each kind has a
 * share that the others leave it, and records get all that is left.
 */
final class DocumentBudget {
    private static final int MOST_LAYERS = 10_000;
    private static final int MOST_HISTORIES = 1_000;
    // a manifest names all blobs, in 200 bytes each, and readers take 4 MiB of it
    private static final int MOST_BLOBS_OF_MOUNTS = 9_000;
    private static final int MOST_BYTES = CacheDocument.MAX_BYTES;
    // names of members, brackets
    private static final int FRAME = 1 << 10;

    private static final int OF_HISTORIES = MOST_BYTES / 16;
    private static final int OF_MOUNTS = MOST_BYTES / 8;
    private static final int OF_FACTS = MOST_BYTES / 8;
    private static final int OF_RECORDS = MOST_BYTES - FRAME - OF_HISTORIES - OF_MOUNTS - OF_FACTS;

    private final CacheDocument all;
    // of records
    private long room;

    private DocumentBudget(CacheDocument all, long room) {
        this.all = all;
        this.room = room;
    }

    /** As much as fits; layers that no record names any more are left out. */
    static CacheDocument fitting(CacheDocument all) {
        return new DocumentBudget(all, MOST_BYTES - FRAME).fitting();
    }

    /** As much as fits whatever else is in the document, if it was used last. */
    static CacheDocument alwaysFitting(CacheDocument all) {
        return fitting(new CacheDocument(
                new DocumentBudget(all, OF_RECORDS).records(new TreeMap<>()),
                all.facts(),
                all.layers(),
                all.mounts(),
                all.histories()));
    }

    private CacheDocument fitting() {
        List<Entry<CachedHistory>> histories = part(all.histories(), OF_HISTORIES, _ -> 1, MOST_HISTORIES);
        List<Entry<CachedMount>> mounts =
                part(all.mounts(), OF_MOUNTS, mount -> 1 + mount.packs().size(), MOST_BLOBS_OF_MOUNTS);
        List<Entry<CachedFact>> facts = part(all.facts(), OF_FACTS, _ -> 0, 0);
        Map<Digest, CachedLayer> layers = new TreeMap<>();
        return new CacheDocument(records(layers), facts, layers, mounts, histories);
    }

    /** @param blobs how many an entry names, of {@code mostBlobs} */
    private <T> List<Entry<T>> part(List<Entry<T>> entries, int share, ToIntFunction<T> blobs, int mostBlobs) {
        List<Entry<T>> taken = new ArrayList<>();
        long left = share;
        int blobsLeft = mostBlobs;
        for (Entry<T> entry : lastUsedFirst(entries)) {
            int size = size(entry.toJson());
            int named = blobs.applyAsInt(entry.value());
            if (size <= left && named <= blobsLeft) {
                taken.add(entry);
                left -= size;
                blobsLeft -= named;
            }
        }
        room -= share - left;
        return taken;
    }

    /** @param layers gets those that the records name */
    private List<Entry<CachedRecord>> records(Map<Digest, CachedLayer> layers) {
        List<Entry<CachedRecord>> taken = new ArrayList<>();
        for (Entry<CachedRecord> entry : lastUsedFirst(all.records())) {
            Map<Digest, CachedLayer> fresh = new TreeMap<>();
            long size = size(entry.toJson());
            for (Digest layer : entry.value().layers()) {
                CachedLayer known = all.layers().get(layer);
                if (known != null && !layers.containsKey(layer) && fresh.put(layer, known) == null) {
                    size += size(Json.of(layer.toString())) + size(known.toJson());
                }
            }
            if (size <= room && layers.size() + fresh.size() <= MOST_LAYERS) {
                taken.add(entry);
                layers.putAll(fresh);
                room -= size;
            }
        }
        return taken;
    }

    private static <T> List<Entry<T>> lastUsedFirst(List<Entry<T>> entries) {
        return entries.stream()
                .sorted(Comparator.comparing((Entry<T> entry) -> entry.used()).reversed())
                .toList();
    }

    // and what stands between it and the next one
    private static int size(Json json) {
        return JsonWriter.compactBytes(json).length + 1;
    }
}
