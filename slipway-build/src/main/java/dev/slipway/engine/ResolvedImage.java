// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.digest.Digest;
import dev.slipway.oci.ImageConfig;
import dev.slipway.oci.ImageReference;

/**
 * An image of one platform, found but not necessarily here.
 *
 * @param reference as it was asked for
 * @param manifest the digest of its manifest
 */
public record ResolvedImage(ImageReference reference, Digest manifest, ImageConfig config) {}
