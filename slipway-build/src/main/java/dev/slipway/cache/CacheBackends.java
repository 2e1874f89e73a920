// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.oci.ImageReference;
import dev.slipway.registry.RegistryClient;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Opens caches; none is asked anything before it is used. */
public record CacheBackends(Supplier<RegistryClient> registry) {
    /** A cache to read. */
    public CacheBackend source(CachePlace place) {
        return switch (place) {
            case CachePlace.Registry(var reference) -> new RegistryCache(registry, RegistryCache.Place.of(reference));
            case CachePlace.Local local -> new LocalCache(local, false);
            case CachePlace.Gha(var access) -> new GhaCache(access);
            case CachePlace.Absent absent -> new AbsentCache(absent);
            case CachePlace.Inline _ -> throw new IllegalArgumentException("an image carries it: read the image");
        };
    }

    /**
     * A cache to write.
     *
     * @param near repositories that probably have the same blobs
     */
    public CacheBackend sink(CacheSink sink, List<ImageReference> near) {
        return switch (sink.place()) {
            case CachePlace.Registry(var reference) -> new RegistryCache(registry, place(reference, sink.form(), near));
            case CachePlace.Local local -> new LocalCache(local, sink.form().reset());
            case CachePlace.Gha(var access) -> new GhaCache(access);
            case CachePlace.Absent absent -> new AbsentCache(absent);
            case CachePlace.Inline _ -> throw new IllegalArgumentException("an image carries it: it is no place");
        };
    }

    private static RegistryCache.Place place(ImageReference reference, CacheSink.Form form, List<ImageReference> near) {
        Optional<ImageReference> sameRegistry = near.stream()
                .filter(other -> other.registry().equals(reference.registry()))
                .findFirst();
        return new RegistryCache.Place(reference, form.oci(), form.imageManifest(), sameRegistry);
    }
}
