// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import dev.slipway.digest.Digest;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageReference;
import dev.slipway.progress.Progress;
import dev.slipway.registry.BlobSource;
import dev.slipway.registry.RegistryClient;
import dev.slipway.registry.Transfer;
import dev.slipway.snapshot.Store;
import dev.slipway.task.Scope;
import dev.slipway.text.HostException;
import dev.slipway.text.RegistryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/** Sends images to registries: blobs first, several at a time, then manifests, tags last. */
public final class ImagePusher {
    private static final int AT_ONCE = 4;

    private final Store store;
    private final RegistryClient client;
    private final Progress progress;
    private final EarlyPush early;
    private final Semaphore width = new Semaphore(AT_ONCE);

    ImagePusher(Store store, RegistryClient client, Progress progress, EarlyPush early) {
        this.store = store;
        this.client = client;
        this.progress = progress;
        this.early = early;
    }

    /**
     * Sends the blobs and the manifests by their digests; no tag moves.
     *
     * @param step what the progress belongs to
     */
    public void pushContent(Digest step, ImageReference repository, List<PackedImage> images)
            throws InterruptedException {
        Map<Digest, Descriptor> blobs = new LinkedHashMap<>();
        Map<Digest, LayerOrigins.Origin> elsewhere = new HashMap<>();
        for (PackedImage image : images) {
            elsewhere.putAll(image.elsewhere());
            image.manifest().layers().forEach(layer -> blobs.put(layer.digest(), layer));
            blobs.put(image.manifest().config().digest(), image.manifest().config());
        }
        List<Callable<Boolean>> work = new ArrayList<>();
        for (Descriptor blob : blobs.values()) {
            work.add(() -> {
                width.acquire();
                try {
                    return push(step, repository, blob, Optional.ofNullable(elsewhere.get(blob.digest())));
                } finally {
                    width.release();
                }
            });
        }
        Scope.all(work);
        Set<Digest> sent = new HashSet<>();
        for (PackedImage image : images) {
            if (!sent.add(image.descriptor().digest())) {
                continue;
            }
            client.pushManifest(
                    repository.withoutVersion().withDigest(image.descriptor().digest()),
                    image.manifest().mediaType(),
                    image.manifest().toBytes());
        }
    }

    static String told(Descriptor blob) {
        return (blob.mediaType().isImageConfig() ? "pushing config " : "pushing layer ") + blob.digest();
    }

    private boolean push(
            Digest step, ImageReference repository, Descriptor blob, Optional<LayerOrigins.Origin> elsewhere)
            throws InterruptedException {
        String what = told(blob);
        BlobSource source = elsewhere.isPresent() ? elsewhere.get().source() : stored(blob);
        Transfer told = (current, total) -> progress.moved(step, what, current, total);
        if (early.finish(repository, blob, told)) {
            return true;
        }
        try {
            boolean sent =
                    client.pushBlob(repository, blob, source, elsewhere.flatMap(LayerOrigins.Origin::repository), told);
            if (!sent) {
                progress.isThere(step, what, blob.size());
            }
            return sent;
        } catch (IOException e) {
            throw new HostException("cannot read " + blob.digest() + ": " + e.getMessage(), e);
        }
    }

    private BlobSource stored(Descriptor blob) {
        return BlobSource.of(store.blobs()
                .find(blob.digest())
                .orElseThrow(() -> new RegistryException(blob.digest() + " is not in the store any more", 0)));
    }
}
