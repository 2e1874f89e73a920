// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import dev.slipway.digest.Digest;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageManifest;
import dev.slipway.oci.Platform;
import java.util.Map;

/**
 * An image of one platform whose blobs are all in the store, but for those that are elsewhere.
 *
 * @param descriptor of the manifest, with its platform
 * @param manifest with the configuration's and the layers' descriptors
 * @param elsewhere where to get the blobs that are not in the store
 */
public record PackedImage(
        Descriptor descriptor, ImageManifest manifest, Platform platform, Map<Digest, LayerOrigins.Origin> elsewhere) {
    public PackedImage {
        elsewhere = Map.copyOf(elsewhere);
    }
}
