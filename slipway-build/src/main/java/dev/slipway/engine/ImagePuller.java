// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.digest.Digest;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageConfig;
import dev.slipway.oci.ImageManifest;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.MalformedImageException;
import dev.slipway.oci.OciSyntaxException;
import dev.slipway.progress.Progress;
import dev.slipway.registry.RegistryClient;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.LayerBlobs;
import dev.slipway.snapshot.LayerId;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.StoredImage;
import dev.slipway.task.Scope;
import dev.slipway.text.HostException;
import dev.slipway.text.RegistryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Brings the layers of an image into the store, unpacked: each once, several at a time. */
public final class ImagePuller {
    /** The name under which the blob that a layer came as is remembered. */
    public static final String ORIGINAL = LayerBlobs.ORIGINAL;

    private final Store store;
    private final Supplier<RegistryClient> registry;
    private final LayerFetcher fetcher;
    private final Map<Digest, LayerSource> sources = new HashMap<>();

    public ImagePuller(Store store, Supplier<RegistryClient> registry, Progress progress) {
        this.store = store;
        this.registry = registry;
        this.fetcher = new LayerFetcher(store, progress);
    }

    /** Says that the image of this manifest comes from elsewhere than its registry. */
    public synchronized void from(Digest manifest, LayerSource source) {
        sources.put(manifest, source);
    }

    /** The filesystem of the image that the step names. */
    public Chain pull(Step step) throws InterruptedException {
        if (!(step.op() instanceof Op.Image image)) {
            throw new IllegalArgumentException("no image: " + step);
        }
        return pull(step, image);
    }

    Chain pull(Step step, Op.Image image) throws InterruptedException {
        Optional<Chain> built = store.images()
                .find(image.reference())
                .filter(stored -> stored.manifest().equals(image.manifest()))
                .flatMap(StoredImage::chain);
        return built.isPresent() ? built.get() : pull(step.digest(), image.reference(), image.manifest());
    }

    /**
     * The filesystem of an image whose manifest and configuration are in the store.
     *
     * @param step what the progress of the transfers belongs to
     */
    public Chain pull(Digest step, String reference, Digest manifestDigest) throws InterruptedException {
        try {
            ImageManifest manifest = manifest(manifestDigest, reference);
            ImageConfig config = config(manifest, reference);
            if (manifest.layers().size() != config.diffIds().size()) {
                throw new RegistryException(
                        reference + ": the manifest has " + manifest.layers().size() + " layers, the configuration "
                                + config.diffIds().size(),
                        0);
            }
            LayerSource source = source(manifestDigest, reference);
            List<Callable<LayerId>> work = new ArrayList<>();
            for (int i = 0; i < manifest.layers().size(); i++) {
                Descriptor layer = manifest.layers().get(i);
                Digest diffId = config.diffIds().get(i);
                work.add(() -> layer(step, source, layer, diffId));
            }
            return new Chain(Scope.all(work));
        } catch (MalformedImageException e) {
            throw new RegistryException(reference + ": " + e.getMessage(), 0);
        }
    }

    // what was there when the build began may have been collected since
    private ImageManifest manifest(Digest digest, String reference) throws MalformedImageException {
        Optional<byte[]> known = store.blobs().read(digest);
        return known.isPresent()
                ? ImageManifest.read(known.get(), reference)
                : registry.get()
                        .fetchManifest(repository(reference).withDigest(digest))
                        .asManifest();
    }

    private ImageConfig config(ImageManifest manifest, String reference) throws MalformedImageException {
        Optional<byte[]> known = store.blobs().read(manifest.config().digest());
        return known.isPresent()
                ? ImageConfig.read(known.get(), reference)
                : registry.get().fetchConfig(repository(reference), manifest);
    }

    private static ImageReference repository(String reference) {
        try {
            return ImageReference.parse(reference);
        } catch (OciSyntaxException e) {
            throw new RegistryException(String.valueOf(e.getMessage()), 0);
        }
    }

    private synchronized LayerSource source(Digest manifest, String reference) {
        LayerSource known = sources.get(manifest);
        if (known != null) {
            return known;
        }
        return new LayerSource.Remote(registry.get(), repository(reference));
    }

    private LayerId layer(Digest step, LayerSource source, Descriptor blob, Digest diffId) throws InterruptedException {
        try {
            return fetcher.fetch(step, source, blob, diffId);
        } catch (IOException e) {
            throw new HostException("cannot unpack layer " + blob.digest() + ": " + e.getMessage(), e);
        }
    }
}
