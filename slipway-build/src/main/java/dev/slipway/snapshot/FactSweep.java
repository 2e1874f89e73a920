// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Removes facts. What is known of a layer stays as long as the layer; all else was computed and can be again, and stays as
 * long as it is asked for. Marks of uses that are older than a day have no use.
 */
final class FactSweep {
    /** The kinds whose key is the digest of a layer's name. */
    private static final Set<String> OF_LAYERS = Set.of("created", "layer-content", "secret-in-layer");

    private static final long GRACE_MILLIS = 3_600_000;
    private static final long DAY_MILLIS = 24 * GRACE_MILLIS;

    private final StoreLayout layout;
    private final long unusedSince;
    private final Set<String> layers = new HashSet<>();
    private final long now = System.currentTimeMillis();

    FactSweep(StoreLayout layout, long unusedSince) {
        this.layout = layout;
        this.unusedSince = unusedSince;
    }

    int run() throws IOException {
        int count = 0;
        for (Path kind : StoreStock.entries(layout.facts())) {
            List<Path> folders = StoreStock.entries(kind);
            boolean isOfLayers = OF_LAYERS.contains(StoreStock.name(kind));
            Set<String> known = isOfLayers && !folders.isEmpty() ? layers() : Set.of();
            for (Path folder : folders) {
                for (Path fact : StoreStock.entries(folder)) {
                    boolean isGone = isOfLayers
                            ? !known.contains(StoreStock.name(fact)) && isOlder(fact, now - GRACE_MILLIS)
                            : isOlder(fact, unusedSince);
                    count += isGone && Files.deleteIfExists(fact) ? 1 : 0;
                }
            }
        }
        for (Path mark : StoreStock.entries(layout.uses())) {
            if (isOlder(mark, now - DAY_MILLIS)) {
                Files.deleteIfExists(mark);
            }
        }
        return count;
    }

    /** The keys of all layers that are there. */
    private Set<String> layers() throws IOException {
        if (layers.isEmpty()) {
            for (Path layer : StoreStock.entries(layout.layers())) {
                layers.add(Digest.of(StoreStock.name(layer)).hex());
            }
        }
        return layers;
    }

    private static boolean isOlder(Path file, long moment) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toMillis() < moment;
        } catch (NoSuchFileException _) {
            return false;
        }
    }
}
