// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.json.Json;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.LayerContent;
import dev.slipway.snapshot.LayerId;
import dev.slipway.snapshot.StoredImage;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** How large images are, in bytes. */
final class ImageSizes {
    private final Function<LayerId, Optional<LayerContent>> contents;

    /** @param contents what is known of a layer's tar, if it was made already */
    ImageSizes(Function<LayerId, Optional<LayerContent>> contents) {
        this.contents = contents;
    }

    /**
     * The tars of its layers, as docker has it; configuration and layers as a registry holds them where those are not known.
     * Empty when neither is: an index says nothing of layers, and a layer that nobody asked for has no tar yet.
     */
    OptionalLong of(StoredImage image) {
        OptionalLong tars = image.chain().isPresent() ? tars(image.chain().get()) : OptionalLong.empty();
        if (tars.isPresent() || image.content().items("layers").isEmpty()) {
            return tars;
        }
        return OptionalLong.of(inRegistry(image));
    }

    private static long inRegistry(StoredImage image) {
        long sum = image.content()
                .get("config")
                .flatMap(config -> config.number("size"))
                .orElse(0L);
        for (Json layer : image.content().items("layers")) {
            sum += layer.number("size").orElse(0L);
        }
        return sum;
    }

    private OptionalLong tars(Chain chain) {
        long sum = 0;
        for (LayerId layer : chain.layers()) {
            Optional<LayerContent> content = contents.apply(layer);
            if (content.isEmpty()) {
                return OptionalLong.empty();
            }
            sum += content.get().size();
        }
        return OptionalLong.of(sum);
    }
}
