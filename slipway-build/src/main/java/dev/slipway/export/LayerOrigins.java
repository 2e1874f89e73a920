// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import dev.slipway.digest.Digest;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageReference;
import dev.slipway.registry.BlobSource;
import java.util.Optional;

/** Where layers can be had that are not in the store: an image that is pushed need not bring them here. */
public interface LayerOrigins {
    /** There are none. */
    LayerOrigins NONE = _ -> Optional.empty();

    /**
     * One of them.
     *
     * @param repository the one that has the blob, where it is in a registry: it may be mounted from there
     */
    record Origin(Descriptor blob, BlobSource source, Optional<ImageReference> repository) {}

    /** Where the layer with this tar is. */
    Optional<Origin> of(Digest diffId);
}
