// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.StoredImage;
import dev.slipway.text.HostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What {@code image inspect} tells: docker's members as far as they mean something here, then digest, manifest and history. */
final class ImageDescription {
    private final Store store;
    private final ImageSizes sizes;

    ImageDescription(Store store) {
        this.store = store;
        this.sizes = new ImageSizes(store.layerBlobs()::content);
    }

    /** @param tags all names of the image */
    Json of(StoredImage image, List<String> tags) {
        Json config = configuration(image);
        Json.Builder described = Json.object()
                .put("Id", image.config().toString())
                .put("RepoTags", Json.ofTexts(tags))
                .put("Created", config.text("created").orElse(image.created().toString()))
                .put("Author", config.text("author").orElse(""))
                .put("Architecture", config.text("architecture").orElse(""));
        config.text("variant").ifPresent(variant -> described.put("Variant", variant));
        described.put("Os", config.text("os").orElse(""));
        sizes.of(image).ifPresent(size -> described.put("Size", size));
        return described
                .put("RootFS", layers(config))
                .put("Config", config.get("config").orElse(new Json.Null()))
                .put("Digest", image.manifest().toString())
                .put("Manifest", image.content())
                .put("History", Json.ofItems(config.items("history")))
                .build();
    }

    private static Json layers(Json config) {
        List<String> diffIds =
                config.get("rootfs").map(rootfs -> rootfs.texts("diff_ids")).orElse(List.of());
        return Json.object()
                .put("Type", "layers")
                .put("Layers", Json.ofTexts(diffIds))
                .build();
    }

    private Json configuration(StoredImage image) {
        Optional<byte[]> bytes = store.blobs().read(image.config());
        if (bytes.isEmpty()) {
            return new Json.Null();
        }
        try {
            return JsonParser.parse(new String(bytes.get(), StandardCharsets.UTF_8));
        } catch (JsonSyntaxException e) {
            throw new HostException("the configuration of " + image.name() + " in the store is damaged", e);
        }
    }
}
