// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import dev.slipway.digest.Digest;
import dev.slipway.oci.Descriptor;
import java.util.Optional;

/**
 * What an export came to.
 *
 * @param config the digest of the image's configuration, which is docker's image ID; absent for several platforms, and
 *     for results that are no image
 * @param image the manifest or index, where one was made
 */
public record Exported(Optional<Digest> config, Optional<Descriptor> image) {
    /** Nothing to tell of. */
    public static final Exported NOTHING = new Exported(Optional.empty(), Optional.empty());
}
