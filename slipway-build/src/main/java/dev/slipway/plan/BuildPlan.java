// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.graph.Step;
import dev.slipway.oci.ImageConfig;

/**
 * What to build, and how the image will look.
 *
 * @param root the last step of the target
 * @param config complete but for the digests of the layers
 */
public record BuildPlan(Step root, ImageConfig config) {}
