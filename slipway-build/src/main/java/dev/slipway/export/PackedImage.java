// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageManifest;
import dev.slipway.oci.Platform;

/**
 * An image of one platform whose blobs are all in the store.
 *
 * @param descriptor of the manifest, with its platform
 * @param manifest with the configuration's and the layers' descriptors
 */
public record PackedImage(Descriptor descriptor, ImageManifest manifest, Platform platform) {}
