// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageConfig;
import dev.slipway.oci.ImageIndex;
import dev.slipway.oci.ImageManifest;
import dev.slipway.oci.MediaType;
import dev.slipway.oci.Platform;
import dev.slipway.snapshot.LayerId;
import dev.slipway.snapshot.Store;
import dev.slipway.task.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Makes configurations, manifests and indexes of what was built, and sees to it that their blobs are in the store. */
final class ImageAssembler {
    private static final String CONFIG_FACT = "image-config";

    private final Store store;
    private final LayerPacker packer;
    private final Optional<Instant> epoch;

    ImageAssembler(Store store, LayerPacker packer, Optional<Instant> epoch) {
        this.store = store;
        this.packer = packer;
        this.epoch = epoch;
    }

    LayerPacker.Form form(ImageAttributes attributes) {
        return new LayerPacker.Form(
                attributes.compression().ofTars(),
                attributes.compressionLevel().orElse(-1),
                attributes.forceCompression(),
                attributes.rewriteTimestamp() ? epoch.map(Instant::getEpochSecond) : Optional.empty());
    }

    /** The configuration with the digests of its layers; in the store under the digest that is given back. */
    Digest config(BuiltImage image, LayerPacker.Form form) throws InterruptedException {
        Hasher hasher = new Hasher().put(image.config().toBytes());
        image.chain().layers().forEach(layer -> hasher.put(layer.text()));
        Digest key = hasher.put(form.clampSeconds().orElse(-1L)).digest();
        Optional<Digest> known = store.fact(CONFIG_FACT, key).flatMap(Digest::parse);
        if (known.isPresent() && store.blobs().find(known.get()).isPresent()) {
            return known.get();
        }
        Digest made = store.blobs().put(withLayers(image, form).toBytes());
        store.putFact(CONFIG_FACT, key, made.toString());
        return made;
    }

    private ImageConfig withLayers(BuiltImage image, LayerPacker.Form form) throws InterruptedException {
        List<Digest> diffIds = new ArrayList<>();
        List<Callable<Digest>> work = new ArrayList<>();
        for (LayerId layer : image.chain().layers()) {
            packer.knownDiffId(layer, form).ifPresent(diffIds::add);
            work.add(() -> packer.diffId(layer, form));
        }
        // threads only where there is something to compute: most builds change little
        if (diffIds.size() < work.size()) {
            diffIds = Scope.all(work);
        }
        return CreationTimes.filled(store, image, diffIds);
    }

    /** The whole image, its layers packed in that form, several at a time. */
    PackedImage pack(BuiltImage image, ImageAttributes attributes, EarlyPush early) throws InterruptedException {
        LayerPacker.Form form = form(attributes);
        boolean oci = attributes.ociMediaTypes();
        List<Callable<LayerPacker.Packed>> work = new ArrayList<>();
        for (LayerId layer : image.chain().layers()) {
            work.add(() -> packer.pack(layer, form, oci, early));
        }
        List<LayerPacker.Packed> packed = work.isEmpty() ? List.of() : Scope.all(work);
        List<Digest> diffIds = packed.stream().map(LayerPacker.Packed::diffId).toList();
        byte[] config = CreationTimes.filled(store, image, diffIds).toBytes();
        store.blobs().put(config);
        Platform platform = image.config().platform();
        ImageManifest manifest = annotated(
                ImageManifest.of(
                        oci,
                        Descriptor.of(oci ? MediaType.OCI_CONFIG : MediaType.DOCKER_CONFIG, config),
                        packed.stream().map(LayerPacker.Packed::blob).toList()),
                annotations(attributes, Annotation.Target.MANIFEST, platform));
        store.blobs().put(manifest.toBytes());
        Descriptor descriptor = manifest.descriptor().withPlatform(platform);
        Map<String, String> own = annotations(attributes, Annotation.Target.MANIFEST_DESCRIPTOR, platform);
        return new PackedImage(
                own.isEmpty() ? descriptor : descriptor.withAnnotations(own), manifest, platform, elsewhere(image));
    }

    private Map<Digest, LayerOrigins.Origin> elsewhere(BuiltImage image) {
        Map<Digest, LayerOrigins.Origin> found = new HashMap<>();
        for (LayerId layer : image.chain().layers()) {
            packer.origin(layer).ifPresent(origin -> found.put(origin.blob().digest(), origin));
        }
        return found;
    }

    private static ImageManifest annotated(ImageManifest manifest, Map<String, String> annotations) {
        return annotations.isEmpty()
                ? manifest
                : new ImageManifest(
                        manifest.mediaType(),
                        manifest.artifactType(),
                        manifest.config(),
                        manifest.layers(),
                        manifest.subject(),
                        annotations,
                        manifest.others());
    }

    /** The index of images of several platforms. */
    ImageIndex index(List<PackedImage> images, ImageAttributes attributes) {
        ImageIndex index = ImageIndex.of(
                attributes.ociMediaTypes(),
                images.stream().map(PackedImage::descriptor).toList());
        Map<String, String> annotations = annotations(
                attributes, Annotation.Target.INDEX, images.getFirst().platform());
        return annotations.isEmpty() ? index : index.withAnnotations(annotations);
    }

    static Map<String, String> annotations(ImageAttributes attributes, Annotation.Target target, Platform platform) {
        Map<String, String> found = new TreeMap<>();
        for (Annotation annotation : attributes.annotations()) {
            if (annotation.target() == target
                    && annotation.platform().map(platform::matches).orElse(true)) {
                found.put(annotation.key(), annotation.value());
            }
        }
        return found;
    }
}
