// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import dev.slipway.oci.ImageConfig;
import dev.slipway.snapshot.Chain;

/**
 * What a build made for one platform.
 *
 * @param config complete but for the digests of the layers
 */
public record BuiltImage(Chain chain, ImageConfig config) {}
