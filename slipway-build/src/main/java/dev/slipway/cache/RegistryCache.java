// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageIndex;
import dev.slipway.oci.ImageManifest;
import dev.slipway.oci.ImageReference;
import dev.slipway.registry.BlobSource;
import dev.slipway.registry.FetchedManifest;
import dev.slipway.registry.RegistryClient;
import dev.slipway.registry.Transfer;
import dev.slipway.text.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * A cache under a tag of a registry: a manifest whose configuration is the document and whose layers are all of its blobs, so
 * that the registry's own garbage collection keeps them. Where the tag names an image, the cache is the one that the image
 * carries in its configuration.
 *
 * <p>A registry has no compare-and-swap. So a writer looks again after a pause of several times what its writing took: if
 * somebody wrote over it meanwhile, it merges anew.
 */
public final class RegistryCache implements CacheBackend {
    private static final int ATTEMPTS = 12;
    private static final int PAUSE_IN_WRITES = 4;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(40);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Supplier<RegistryClient> client;
    private final Place place;

    /**
     * Where and in which form.
     *
     * @param oci whether manifests are of OCI's media types rather than docker's
     * @param imageManifest whether it is the manifest of an image; else an index, BuildKit's older form
     * @param near a repository that probably has the same blobs
     */
    public record Place(ImageReference reference, boolean oci, boolean imageManifest, Optional<ImageReference> near) {
        /** For reading. */
        public static Place of(ImageReference reference) {
            return new Place(reference, true, true, Optional.empty());
        }
    }

    public RegistryCache(Supplier<RegistryClient> client, Place place) {
        this.client = client;
        this.place = place;
    }

    @Override
    public String name() {
        return place.reference().toString();
    }

    /** The repository that has the blobs. */
    public ImageReference repository() {
        return place.reference().withoutVersion();
    }

    @Override
    public Optional<CacheDocument> load() throws IOException {
        try {
            FetchedManifest fetched = client.get().withoutMirrors().fetchManifest(place.reference());
            return Optional.of(new RegistryCacheReader(client.get(), place.reference()).read(fetched));
        } catch (RegistryException e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void publish(Merge merge) throws IOException, InterruptedException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            long began = System.nanoTime();
            Optional<Descriptor> before = resolve();
            CacheDocument there = mergeable();
            if (merge.isIn(there)) {
                return;
            }
            CacheDocument merged = merge.onto(there);
            byte[] document = merged.toReadableBytes(name());
            Descriptor config = Descriptor.of(CacheDocument.MEDIA_TYPE, document);
            putBlob(config, BlobSource.of(document), Transfer.UNWATCHED);
            if (sameDigest(before, resolve())) {
                put(merged, config);
                pause(attempt, Duration.ofNanos(System.nanoTime() - began));
            }
        }
        if (!merge.isIn(mergeable())) {
            throw new RegistryException(
                    name() + ": other writers wrote over the cache " + ATTEMPTS
                            + " times; give writers that never rest references of their own",
                    0);
        }
    }

    private static boolean sameDigest(Optional<Descriptor> one, Optional<Descriptor> other) {
        return one.map(Descriptor::digest).equals(other.map(Descriptor::digest));
    }

    private Optional<Descriptor> resolve() {
        return client.get().withoutMirrors().resolve(place.reference());
    }

    // what is no cache of ours gives way to one, as with BuildKit
    private CacheDocument mergeable() throws IOException {
        try {
            return load().orElse(CacheDocument.EMPTY);
        } catch (MalformedCacheException _) {
            return CacheDocument.EMPTY;
        }
    }

    private void put(CacheDocument document, Descriptor config) {
        List<Descriptor> blobs = new ArrayList<>(document.blobs());
        if (place.imageManifest()) {
            ImageManifest manifest = ImageManifest.of(place.oci(), config, blobs);
            client.get().pushManifest(place.reference(), manifest.mediaType(), manifest.toBytes());
        } else {
            blobs.add(config);
            ImageIndex index = ImageIndex.of(place.oci(), blobs);
            client.get().pushManifest(place.reference(), index.mediaType(), index.toBytes());
        }
    }

    // by chance longer or shorter, so that writers that met do not meet again
    private static void pause(int attempt, Duration write) throws InterruptedException {
        Duration wanted = write.multipliedBy(PAUSE_IN_WRITES);
        long millis = Math.clamp(wanted.toMillis(), SHORTEST_PAUSE.toMillis(), LONGEST_PAUSE.toMillis());
        Thread.sleep(millis + ThreadLocalRandom.current().nextLong(1 + millis * Math.min(attempt, 8) / 4));
    }

    @Override
    public boolean hasBlob(Descriptor blob) {
        return client.get().hasBlob(repository(), blob.digest());
    }

    @Override
    public void putBlob(Descriptor blob, BlobSource source, Transfer progress) throws IOException {
        client.get().pushBlob(repository(), blob, source, place.near(), progress);
    }

    @Override
    public InputStream openBlob(Descriptor blob, Transfer progress) {
        return client.get().openBlob(repository(), blob, progress);
    }
}
