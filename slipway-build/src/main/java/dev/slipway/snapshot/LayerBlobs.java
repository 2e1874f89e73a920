// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.util.Optional;

/** What is remembered of layers' tars, so that a layer is made a tar of once. */
public interface LayerBlobs {
    /** The name under which the blob that a layer came as is remembered. */
    String ORIGINAL = "original";

    Optional<LayerContent> content(LayerId layer);

    void putContent(LayerId layer, LayerContent content);

    /**
     * The blob of a layer in a compression; the caller names it as exactly as it matters ({@code gzip-6}). The blob may
     * have been left out of the store: it can be in a registry only.
     */
    Optional<LayerBlob> blob(LayerId layer, String compression);

    void putBlob(LayerId layer, String compression, LayerBlob blob);
}
