// SPDX-License-Identifier: Apache-2.0
package dev.slipway.job;

import dev.slipway.digest.Digest;
import dev.slipway.oci.ContainerConfig;
import dev.slipway.snapshot.Chain;

/**
 * The image that a job runs in; its layers are in the store.
 *
 * @param identity another one where the image is another
 */
public record JobBase(Chain chain, ContainerConfig config, Digest identity) {}
