// SPDX-License-Identifier: Apache-2.0
package dev.slipway.job;

import dev.slipway.digest.Digest;
import dev.slipway.oci.ContainerConfig;
import dev.slipway.snapshot.Chain;

/**
 * The image that a job runs in.
 *
 * @param layers brought into the store when the first job needs them
 * @param identity another one where the image is another
 */
public record JobBase(Layers layers, ContainerConfig config, Digest identity) {
    /** The layers of an image. May be asked from many threads. */
    public interface Layers {
        Chain chain() throws InterruptedException;
    }
}
