// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.json.JsonWriter;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageManifest;
import dev.slipway.oci.MediaType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a cache knows: records, facts, cache mounts, earlier builds, and where the blobs are. {@code docs/cache.md} describes the form. What is read
 * comes from strangers: it is bounded, and nothing in it is believed before {@code dev.slipway.trust} has judged it and
 * digests are verified.
 *
 * @param layers by the digests of their tars
 */
public record CacheDocument(
        List<Entry<CachedRecord>> records,
        List<Entry<CachedFact>> facts,
        Map<Digest, CachedLayer> layers,
        List<Entry<CachedMount>> mounts,
        List<Entry<CachedHistory>> histories) {
    public static final MediaType MEDIA_TYPE = new MediaType("application/vnd.slipway.cache.v1+json");
    /** Nothing. */
    public static final CacheDocument EMPTY = new CacheDocument(List.of(), List.of(), Map.of(), List.of());
    /** Larger documents are refused; writers leave out what was not used for longest before that. */
    public static final int MAX_BYTES = 8 << 20;

    private static final int VERSION = 1;
    private static final int MOST_HISTORIES = 10_000;

    public CacheDocument {
        records = List.copyOf(records);
        facts = List.copyOf(facts);
        layers = Collections.unmodifiableMap(new TreeMap<>(layers));
        mounts = List.copyOf(mounts);
        histories = List.copyOf(histories);
    }

    /** Without histories. */
    public CacheDocument(
            List<Entry<CachedRecord>> records,
            List<Entry<CachedFact>> facts,
            Map<Digest, CachedLayer> layers,
            List<Entry<CachedMount>> mounts) {
        this(records, facts, layers, mounts, List.of());
    }

    CacheDocument with(List<Entry<CachedHistory>> others) {
        return new CacheDocument(records, facts, layers, mounts, others);
    }

    CacheDocument withoutMounts() {
        return new CacheDocument(records, facts, layers, List.of(), histories);
    }

    public boolean isEmpty() {
        return records.isEmpty() && facts.isEmpty() && mounts.isEmpty() && histories.isEmpty();
    }

    /** All of both; for caches of which neither is a later state of the other. */
    CacheDocument plus(CacheDocument other) {
        Map<Digest, CachedLayer> all = new TreeMap<>(layers);
        other.layers.forEach(all::putIfAbsent);
        return new CacheDocument(
                concat(records, other.records),
                concat(facts, other.facts),
                all,
                concat(mounts, other.mounts),
                concat(histories, other.histories));
    }

    private static <T> List<T> concat(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** The blobs that the cache consists of besides the document itself, each once. */
    public List<Descriptor> blobs() {
        Map<Digest, Descriptor> found = new LinkedHashMap<>();
        layers.values().forEach(layer -> found.putIfAbsent(layer.blob().digest(), layer.blob()));
        for (Entry<CachedMount> mount : mounts) {
            CachedMount value = mount.value();
            found.putIfAbsent(value.list().digest(), value.list());
            value.packs().forEach(pack -> found.putIfAbsent(pack.digest(), pack));
        }
        for (Entry<CachedHistory> entry : histories) {
            Descriptor archive = entry.value().archive();
            found.putIfAbsent(archive.digest(), archive);
        }
        return List.copyOf(found.values());
    }

    /**
     * @param where for messages: the name of the cache
     * @throws MalformedCacheException if this is no such document
     */
    public static CacheDocument read(byte[] bytes, String where) throws MalformedCacheException {
        if (bytes.length > MAX_BYTES) {
            throw new MalformedCacheException(where + ": more than " + MAX_BYTES + " bytes");
        }
        try {
            return read(JsonParser.parse(bytes), where);
        } catch (JsonSyntaxException e) {
            throw new MalformedCacheException(where + ": not JSON: " + e.getMessage());
        }
    }

    static CacheDocument read(Json json, String where) throws MalformedCacheException {
        long version = json.number("version").orElse(0L);
        if (version != VERSION) {
            throw new MalformedCacheException(where + ": version: expected " + VERSION + ", found " + version);
        }
        Map<Digest, CachedLayer> layers = new TreeMap<>();
        for (Map.Entry<String, Json> layer : json.members("layers").entrySet()) {
            Payload payload = new Payload(layer.getValue(), where + ": layers[" + layers.size() + "]");
            Digest diffId = Digest.parse(layer.getKey())
                    .orElseThrow(() -> payload.fault("name", "expected sha256: and 64 hex digits"));
            layers.put(diffId, CachedLayer.read(payload));
        }
        return new CacheDocument(
                entries(json, "records", where, CachedRecord::read),
                entries(json, "facts", where, CachedFact::read),
                layers,
                entries(json, "mounts", where, CachedMount::read),
                histories(json, where));
    }

    // they only explain: what is wrong with one is no fault of the document
    private static List<Entry<CachedHistory>> histories(Json json, String where) {
        return json.items("histories").stream()
                .limit(MOST_HISTORIES)
                .flatMap(item -> history(new Payload(item, where)).stream())
                .toList();
    }

    private static Optional<Entry<CachedHistory>> history(Payload item) {
        try {
            return Optional.of(Entry.read(item, CachedHistory::read));
        } catch (MalformedCacheException _) {
            return Optional.empty();
        }
    }

    private static <T> List<Entry<T>> entries(Json json, String member, String where, Entry.Reading<T> reading)
            throws MalformedCacheException {
        List<Entry<T>> entries = new ArrayList<>();
        for (Json item : json.items(member)) {
            entries.add(Entry.read(new Payload(item, where + ": " + member + "[" + entries.size() + "]"), reading));
        }
        return entries;
    }

    Json toJson() {
        Json.Builder named = Json.object();
        layers.forEach((diffId, layer) -> named.put(diffId.toString(), layer.toJson()));
        Json.Builder out = Json.object()
                .put("version", VERSION)
                .put("records", Json.ofItems(records.stream().map(Entry::toJson).toList()))
                .put("facts", Json.ofItems(facts.stream().map(Entry::toJson).toList()))
                .put("layers", named.build());
        if (!mounts.isEmpty()) {
            out.put("mounts", Json.ofItems(mounts.stream().map(Entry::toJson).toList()));
        }
        if (!histories.isEmpty()) {
            out.put(
                    "histories",
                    Json.ofItems(histories.stream().map(Entry::toJson).toList()));
        }
        return out.build();
    }

    public byte[] toBytes() {
        return JsonWriter.compactBytes(toJson());
    }

    /**
     * The bytes to put in place of what a cache has. Who cannot read a cache takes it for an empty one, and the next writer
     * would drop what everybody knew; so what cannot be read is not written.
     *
     * @param where for messages: the name of the cache
     */
    byte[] toReadableBytes(String where) throws IOException {
        byte[] bytes = toBytes();
        try {
            CacheDocument read = read(bytes, where);
            int manifest = ImageManifest.of(true, Descriptor.of(MEDIA_TYPE, bytes), read.blobs())
                    .toBytes()
                    .length;
            if (manifest > ImageManifest.MAX_BYTES) {
                throw new MalformedCacheException(where + ": its manifest has " + manifest + " bytes");
            }
        } catch (MalformedCacheException e) {
            throw new IOException("not written, as nobody could read it: " + e.getMessage(), e);
        }
        return bytes;
    }
}
