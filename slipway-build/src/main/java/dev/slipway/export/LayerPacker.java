// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.engine.ImagePuller;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.MediaType;
import dev.slipway.oci.tar.BombLimit;
import dev.slipway.oci.tar.Compression;
import dev.slipway.oci.tar.DigestingOutputStream;
import dev.slipway.snapshot.BlobWriter;
import dev.slipway.snapshot.LayerBlob;
import dev.slipway.snapshot.LayerContent;
import dev.slipway.snapshot.LayerId;
import dev.slipway.snapshot.Lease;
import dev.slipway.snapshot.Store;
import dev.slipway.sys.NativeThreads;
import dev.slipway.task.Processors;
import dev.slipway.task.Task;
import dev.slipway.text.HostException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Makes tars of layers: once each, in one pass, streamed; what was made is remembered. Layers that came in an image keep
 * the blob that they came as, unless another form is insisted on.
 */
public final class LayerPacker {
    private static final String CLAMPED = "clamped";

    private final Store store;
    private final LayerOrigins origins;
    private final Semaphore width = new Semaphore(Processors.count());

    public LayerPacker(Store store) {
        this(store, LayerOrigins.NONE);
    }

    /** @param origins of layers that are not in the store */
    public LayerPacker(Store store, LayerOrigins origins) {
        this.store = store;
        this.origins = origins;
    }

    /**
     * The form of a layer's blob.
     *
     * @param level of the compression, -1 for its default
     * @param force whether blobs that layers came as are made anew as well
     * @param clampSeconds times of files are no later than this, since 1970; absent: they stay
     */
    public record Form(Compression compression, int level, boolean force, Optional<Long> clampSeconds) {
        /** As docker makes layers. */
        public static final Form PLAIN = new Form(Compression.GZIP, -1, false, Optional.empty());

        String name() {
            return compression
                    + (level < 0 ? "" : "-" + level)
                    + clampSeconds.map(time -> "-clamped" + time).orElse("");
        }
    }

    /** What a layer's uncompressed tar is. */
    public record Packed(Digest diffId, Descriptor blob) {}

    /** The digest of the layer's uncompressed tar. */
    public Digest diffId(LayerId layer, Form form) throws InterruptedException {
        if (form.clampSeconds().isPresent() && !isFromImage(layer)) {
            return clamped(layer, form);
        }
        Optional<Digest> known = knownDiffId(layer, form);
        if (known.isPresent()) {
            return known.get();
        }
        LayerContent made = work(layer, () -> content(layer, form));
        putContent(layer, Optional.empty(), made);
        return made.diffId();
    }

    /** The same, if it was computed before. */
    Optional<Digest> knownDiffId(LayerId layer, Form form) {
        if (form.clampSeconds().isPresent() && !isFromImage(layer)) {
            return store.fact(CLAMPED, clampedKey(layer, form.clampSeconds().get()))
                    .flatMap(Digest::parse);
        }
        Optional<Digest> named = layer.diffId();
        if (named.isPresent()) {
            return named;
        }
        Optional<LayerContent> known = store.layerBlobs().content(layer);
        return known.isPresent() ? Optional.of(known.get().diffId()) : Optional.empty();
    }

    private static Digest clampedKey(LayerId layer, long clampSeconds) {
        return new Hasher().put(layer.text()).put(clampSeconds).digest();
    }

    private Digest clamped(LayerId layer, Form form) throws InterruptedException {
        Optional<Digest> known = knownDiffId(layer, form);
        if (known.isPresent()) {
            return known.get();
        }
        LayerContent made = work(layer, () -> content(layer, form));
        putContent(layer, form.clampSeconds(), made);
        return made.diffId();
    }

    private void putContent(LayerId layer, Optional<Long> clamp, LayerContent content) {
        if (clamp.isPresent()) {
            store.putFact(
                    CLAMPED, clampedKey(layer, clamp.get()), content.diffId().toString());
        } else {
            store.layerBlobs().putContent(layer, content);
        }
    }

    private static boolean isFromImage(LayerId layer) {
        return layer.text().startsWith("sha256-");
    }

    private LayerContent content(LayerId layer, Form form) throws IOException {
        DigestingOutputStream out = new DigestingOutputStream(OutputStream.nullOutputStream());
        new LayerTar(LayerTar.clamped(form.clampSeconds())).write(store.layers().fs(layer), out);
        return new LayerContent(out.digest(), out.size());
    }

    /** Where the layer is, if it is not in the store. */
    public Optional<LayerOrigins.Origin> origin(LayerId layer) {
        Optional<Digest> diffId = layer.diffId();
        return diffId.isEmpty() || store.layers().exists(layer) ? Optional.empty() : origins.of(diffId.get());
    }

    /**
     * The layer as a blob of that form, which is in the store after, or where the layer comes from; made when it is not
     * there.
     */
    public Packed pack(LayerId layer, Form form, boolean oci) throws InterruptedException {
        return pack(layer, form, oci, EarlyPush.NONE);
    }

    /**
     * The same.
     *
     * @param early sends what was never a blob before
     */
    Packed pack(LayerId layer, Form form, boolean oci, EarlyPush early) throws InterruptedException {
        Optional<LayerOrigins.Origin> elsewhere = origin(layer);
        if (elsewhere.isPresent()) {
            Descriptor blob = elsewhere.get().blob();
            return packed(
                    layer,
                    form,
                    new LayerBlob(blob.digest(), blob.size(), blob.mediaType().value()),
                    oci);
        }
        if (!form.force()) {
            Optional<LayerBlob> original = original(layer);
            if (original.isPresent()
                    && store.blobs().find(original.get().digest()).isPresent()) {
                return packed(layer, form, original.get(), oci);
            }
        }
        Optional<LayerBlob> known = store.layerBlobs().blob(layer, form.name());
        if (known.isPresent() && store.blobs().find(known.get().digest()).isPresent()) {
            return packed(layer, form, known.get(), oci);
        }
        try (Lease _ = store.lockKey(
                new Hasher().put("pack").put(layer.text()).put(form.name()).digest())) {
            known = store.layerBlobs().blob(layer, form.name());
            if (known.isEmpty() || store.blobs().find(known.get().digest()).isEmpty()) {
                EarlyPush follower = known.isPresent() || isFromImage(layer) ? EarlyPush.NONE : early;
                known = Optional.of(work(layer, () -> make(layer, form, follower)));
            }
            return packed(layer, form, known.get(), oci);
        }
    }

    /** The blob that the layer came as, if it came in an image. */
    private Optional<LayerBlob> original(LayerId layer) {
        return isFromImage(layer) ? store.layerBlobs().blob(layer, ImagePuller.ORIGINAL) : Optional.empty();
    }

    private Packed packed(LayerId layer, Form form, LayerBlob blob, boolean oci) throws InterruptedException {
        MediaType type = new MediaType(blob.mediaType());
        Descriptor descriptor = Descriptor.of(oci ? type.toOci() : type.toDocker(), blob.digest(), blob.size());
        return new Packed(diffId(layer, form), descriptor);
    }

    private LayerBlob make(LayerId layer, Form form, EarlyPush early) throws IOException {
        Optional<Long> clamp = isFromImage(layer) ? Optional.empty() : form.clampSeconds();
        Optional<Path> original = original(layer).flatMap(blob -> store.blobs().find(blob.digest()));
        try (BlobWriter writer = store.blobs().write("layer " + layer);
                FollowedPack pack = new FollowedPack(writer, early)) {
            OutputStream out = form.compression().compressing(new ArchiveWriter.Unclosed(pack), form.level());
            if (original.isPresent()) {
                recompress(original.get(), out);
            } else {
                DigestingOutputStream content = new DigestingOutputStream(out);
                new LayerTar(LayerTar.clamped(clamp)).write(store.layers().fs(layer), content);
                LayerContent made = new LayerContent(content.digest(), content.size());
                requireNamed(layer, made.diffId());
                putContent(layer, clamp, made);
            }
            LayerBlob blob = new LayerBlob(
                    writer.commit(),
                    writer.size(),
                    MediaType.layer(form.compression(), true).value());
            store.layerBlobs().putBlob(layer, form.name(), blob);
            pack.done(blob.digest());
            return blob;
        }
    }

    // An image that names a tar which the blob is not would be refused by whoever pulls it.
    private static void requireNamed(LayerId layer, Digest found) throws IOException {
        Optional<Digest> named = layer.diffId();
        if (named.isPresent() && !named.get().equals(found)) {
            throw new IOException(
                    "the blob that it came as is not in the store any more, and its files give another tar, "
                            + found + "; remove the layer, to have it fetched again: slipway cache prune --filter id="
                            + layer.text());
        }
    }

    // The very tar that the layer came as: another of the same files has another digest, while the images that have the
    // layer, and its other blobs, go on naming the first.
    private static void recompress(Path original, OutputStream out) throws IOException {
        try (out;
                InputStream in = Compression.decompressed(Files.newInputStream(original), BombLimit.LAYER)) {
            in.transferTo(out);
        }
    }

    private <T> T work(LayerId layer, Task<T, IOException> task) throws InterruptedException {
        width.acquire();
        try {
            return NativeThreads.call(task);
        } catch (IOException e) {
            throw new HostException("cannot pack layer " + layer + ": " + e.getMessage(), e);
        } finally {
            width.release();
        }
    }
}
