// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.digest.Digest;
import dev.slipway.export.Exported;
import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import dev.slipway.oci.ImageReference;
import java.util.List;

/** The content of {@code --metadata-file}, with buildx's names. */
final class BuildMetadata {
    private BuildMetadata() {}

    static String of(Exported exported, List<ImageReference> tags) {
        return JsonWriter.pretty(json(exported, tags)) + "\n";
    }

    static Json json(Exported exported, List<ImageReference> tags) {
        Json.Builder out = Json.object();
        exported.config().ifPresent(digest -> out.put("containerimage.config.digest", digest.toString()));
        exported.image().ifPresent(image -> {
            out.put("containerimage.descriptor", image.toJson());
            out.put("containerimage.digest", image.digest().toString());
        });
        if (exported.image().isEmpty()) {
            exported.config().map(Digest::toString).ifPresent(id -> out.put("containerimage.digest", id));
        }
        if (!tags.isEmpty()) {
            out.put(
                    "image.name",
                    String.join(",", tags.stream().map(ImageReference::toString).toList()));
        }
        return out.build();
    }
}
