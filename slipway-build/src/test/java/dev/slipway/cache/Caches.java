// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.digest.Digest;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.MediaType;
import dev.slipway.registry.BlobSource;
import dev.slipway.registry.Transfer;
import dev.slipway.task.Scope;
import dev.slipway.trust.CacheScope;
import dev.slipway.trust.Scopes;
import dev.slipway.trust.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Documents for tests. */
final class Caches {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private Caches() {}

    static byte[] bytes(String name) {
        return ("layer " + name).getBytes(StandardCharsets.UTF_8);
    }

    static Digest diffId(String name) {
        return Digest.of("diff " + name);
    }

    static Descriptor blob(String name) {
        return Descriptor.of(MediaType.OCI_LAYER, bytes(name));
    }

    static Entry<CachedRecord> record(String name, Instant created, String... layers) {
        CachedRecord record = new CachedRecord(
                CacheScope.DEFAULT,
                Digest.of("key " + name),
                Digest.of("key " + name),
                List.of(layers).stream().map(Caches::diffId).toList(),
                created,
                "RUN " + name,
                Map.of());
        return new Entry<>(record, record.toJson(), Optional.empty(), NOW);
    }

    /** One record with one layer, and a fact. */
    static CacheDocument document(String name) {
        CachedFact fact = new CachedFact(CacheScope.DEFAULT, "content", Digest.of("fact " + name), name);
        return new CacheDocument(
                List.of(record(name, NOW, name)),
                List.of(new Entry<>(fact, fact.toJson(), Optional.empty(), NOW)),
                Map.of(diffId(name), new CachedLayer(blob(name), Optional.of(NOW))),
                List.of());
    }

    /** Puts the layer in and publishes the document, as a build does. */
    static void write(CacheBackend cache, String name) throws IOException, InterruptedException {
        cache.putBlob(blob(name), BlobSource.of(bytes(name)), Transfer.UNWATCHED);
        cache.publish(new Contribution(document(name), List.of(), NOW, Trust.open(Scopes.DEFAULT)));
    }

    /** So many writers of one cache at the same time, each with a layer of its own; their names. */
    static List<String> writeAtOnce(int writers, Supplier<? extends CacheBackend> cache) throws InterruptedException {
        List<Callable<String>> work = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            String name = Integer.toString(i);
            work.add(() -> {
                write(cache.get(), name);
                return name;
            });
        }
        return Scope.all(work);
    }

    static List<String> descriptions(CacheBackend cache) throws IOException, InterruptedException {
        return cache.load().orElse(CacheDocument.EMPTY).records().stream()
                .map(entry -> entry.value().description())
                .sorted()
                .toList();
    }
}
