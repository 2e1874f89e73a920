// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageConfig;
import dev.slipway.oci.ImageIndex;
import dev.slipway.oci.ImageManifest;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.MalformedImageException;
import dev.slipway.oci.Platform;
import dev.slipway.progress.Progress;
import dev.slipway.registry.FetchedManifest;
import dev.slipway.registry.RegistryClient;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.StoredImage;
import dev.slipway.text.RegistryException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds what a reference names: an image of the store, or what the registry answered before, or, when neither is there or
 * the user asks for it ({@code --pull}), what the registry says now. This is how docker's own builder treats the images
 * that it has.
 */
public final class ImageFinder {
    private static final String FACT = "image";
    private static final int MAX_CONFIG_BYTES = ImageConfig.MAX_BYTES;

    private final Store store;
    private final Supplier<RegistryClient> registry;
    private final Progress progress;
    private final boolean pull;
    private final Map<Digest, ResolvedImage> found = new HashMap<>();

    /** @param pull whether registries are asked even for what is known */
    public ImageFinder(Store store, Supplier<RegistryClient> registry, Progress progress, boolean pull) {
        this.store = store;
        this.registry = registry;
        this.progress = progress;
        this.pull = pull;
    }

    /**
     * The image of that name for the platform.
     *
     * @throws RegistryException if there is none, or it cannot be asked for
     */
    public synchronized ResolvedImage find(ImageReference reference, Platform platform) {
        Digest key =
                new Hasher().put(reference.toString()).put(platform.toString()).digest();
        ResolvedImage known = found.get(key);
        if (known == null) {
            known = look(reference, platform, key);
            found.put(key, known);
        }
        return known;
    }

    private ResolvedImage look(ImageReference reference, Platform platform, Digest key) {
        if (!pull) {
            Optional<ResolvedImage> here = inStore(reference, platform);
            if (here.isEmpty()) {
                here = remembered(reference, key);
            }
            if (here.isPresent()) {
                return here.get();
            }
        }
        Digest step = Digest.of("metadata " + reference + " " + platform);
        progress.declared(step, "[internal] load metadata for " + reference, List.of());
        progress.started(step);
        try {
            ResolvedImage image = ask(reference, platform);
            store.putFact(FACT, key, image.manifest().toString());
            progress.done(step);
            return image;
        } catch (MalformedImageException e) {
            throw told(step, new RegistryException(reference + ": " + e.getMessage(), 0));
        } catch (RegistryException e) {
            throw told(step, pull ? e : withStored(reference, platform, e));
        }
    }

    // otherwise nobody sees that the name was spelled right
    private RegistryException withStored(ImageReference reference, Platform platform, RegistryException failure) {
        Optional<Platform> other = stored(reference);
        return other.isEmpty()
                ? failure
                : new RegistryException(
                        failure.getMessage() + "; the store has " + reference.familiar() + " for " + other.get()
                                + ", not for " + platform,
                        failure.status());
    }

    /** The platform of the image that the store has under that name. */
    public Optional<Platform> stored(ImageReference reference) {
        Optional<StoredImage> image = store.images().find(reference.toString());
        Optional<ImageConfig> config =
                image.isEmpty() ? Optional.empty() : config(image.get().config());
        return config.isEmpty() ? Optional.empty() : Optional.of(config.get().platform());
    }

    private RegistryException told(Digest step, RegistryException failure) {
        progress.failed(step, failure);
        return failure;
    }

    private Optional<ResolvedImage> inStore(ImageReference reference, Platform platform) {
        Optional<StoredImage> image = store.images().find(reference.toString());
        if (image.isEmpty()) {
            return Optional.empty();
        }
        Optional<ImageConfig> config = config(image.get().config());
        if (config.isEmpty() || !platform.matches(config.get().platform())) {
            return Optional.empty();
        }
        return Optional.of(new ResolvedImage(reference, image.get().manifest(), config.get()));
    }

    private Optional<ResolvedImage> remembered(ImageReference reference, Digest key) {
        Optional<String> fact = store.fact(FACT, key);
        Optional<Digest> digest = fact.isEmpty() ? Optional.empty() : Digest.parse(fact.get());
        Optional<ImageManifest> manifest = digest.isEmpty() ? Optional.empty() : manifest(digest.get());
        if (manifest.isEmpty()) {
            return Optional.empty();
        }
        Optional<ImageConfig> config = config(manifest.get().config().digest());
        return config.isEmpty()
                ? Optional.empty()
                : Optional.of(new ResolvedImage(reference, digest.orElseThrow(), config.get()));
    }

    /** The manifest of that digest, if it is in the store. */
    Optional<ImageManifest> manifest(Digest digest) {
        try {
            Optional<byte[]> bytes = store.blobs().read(digest);
            return bytes.isEmpty() ? Optional.empty() : Optional.of(ImageManifest.read(bytes.get(), digest.toString()));
        } catch (MalformedImageException _) {
            return Optional.empty();
        }
    }

    private Optional<ImageConfig> config(Digest digest) {
        try {
            Optional<byte[]> bytes = store.blobs().read(digest);
            return bytes.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ImageConfig.read(bytes.get(), "image configuration"));
        } catch (MalformedImageException _) {
            return Optional.empty();
        }
    }

    private ResolvedImage ask(ImageReference reference, Platform platform) throws MalformedImageException {
        RegistryClient client = registry.get();
        FetchedManifest fetched = client.fetchManifest(reference);
        if (fetched.descriptor().mediaType().isIndex()) {
            ImageIndex index = ImageIndex.read(fetched.toBytes(), reference.toString());
            Descriptor chosen = index.select(platform)
                    .orElseThrow(() -> new RegistryException(
                            "no match for platform " + platform + " in " + reference + ": it has " + platforms(index),
                            0));
            fetched = client.fetchManifest(reference.withDigest(chosen.digest()));
        }
        byte[] bytes = fetched.toBytes();
        ImageManifest manifest = ImageManifest.read(bytes, reference.toString());
        byte[] configBytes = client.fetchBytes(reference, manifest.config(), MAX_CONFIG_BYTES);
        ImageConfig config = ImageConfig.read(configBytes, reference.toString());
        store.blobs().put(configBytes);
        return new ResolvedImage(reference, store.blobs().put(bytes), config);
    }

    private static String platforms(ImageIndex index) {
        List<String> names = index.images().stream()
                .flatMap(one -> one.platform().stream())
                .map(Platform::toString)
                .distinct()
                .toList();
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
