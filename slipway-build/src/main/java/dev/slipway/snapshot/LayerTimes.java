// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import java.time.Instant;
import java.util.Optional;

/** When layers were made. An image of cached layers has their times, so that building it again gives the same image. */
public final class LayerTimes {
    private static final String FACT = "created";

    private LayerTimes() {}

    /** Remembers it. */
    public static void put(Store store, LayerId layer, Instant time) {
        store.putFact(FACT, Digest.of(layer.text()), time.toString());
    }

    /** The time, if the layer was made here. */
    public static Optional<Instant> of(Store store, LayerId layer) {
        return store.fact(FACT, Digest.of(layer.text())).map(Instant::parse);
    }
}
