// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.Platform;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.StoredImage;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Keeps images in the store under their names. */
final class ImageKeeper {
    private final Store store;
    private final ImageAssembler assembler;
    private final Clock clock;

    ImageKeeper(Store store, ImageAssembler assembler, Clock clock) {
        this.store = store;
        this.assembler = assembler;
        this.clock = clock;
    }

    // the layers stay as they are: a tar is made when someone wants one
    Exported keep(List<BuiltImage> images, ImageAttributes attributes) throws InterruptedException {
        BuiltImage image = images.size() == 1 ? images.getFirst() : ofThisMachine(images);
        Digest config = assembler.config(image, assembler.form(attributes));
        if (attributes.names().isEmpty()) {
            keep(image, config, StoredImage.untaggedName(config));
        }
        for (ImageReference name : attributes.names()) {
            keep(image, config, name.toString());
        }
        return new Exported(Optional.of(config), Optional.empty());
    }

    private void keep(BuiltImage image, Digest config, String name) {
        Optional<StoredImage> there = store.images().find(name);
        if (there.isEmpty() || !isSame(there.get(), config, image)) {
            store.images()
                    .put(new StoredImage(
                            name,
                            config,
                            Json.object().put("config", config.toString()).build(),
                            config,
                            Optional.of(image.chain()),
                            clock.instant()));
        }
    }

    // the store has room for one of those that were pushed
    static BuiltImage ofThisMachine(List<BuiltImage> images) {
        Platform host = Platform.host();
        for (BuiltImage image : images) {
            if (host.matches(image.config().platform())) {
                return image;
            }
        }
        return images.getFirst();
    }

    private static boolean isSame(StoredImage there, Digest config, BuiltImage image) {
        return there.manifest().equals(config)
                && there.chain().isPresent()
                && there.chain().get().layers().equals(image.chain().layers());
    }

    /** The image as one that was never unpacked here: who uses it gets its layers from its registry. */
    void keepPacked(PackedImage image, ImageAttributes attributes) {
        for (ImageReference name : attributes.names()) {
            store.images()
                    .put(new StoredImage(
                            name.toString(),
                            image.descriptor().digest(),
                            image.manifest().toJson(),
                            image.manifest().config().digest(),
                            Optional.empty(),
                            clock.instant()));
        }
    }
}
