// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.graph.Step;
import dev.slipway.oci.ImageConfig;
import java.util.Set;

/**
 * What to build, and how the image will look.
 *
 * @param root the last step of the target
 * @param config complete but for the digests of the layers
 * @param stages the numbers of the stages that were needed
 */
public record BuildPlan(Step root, ImageConfig config, Set<Integer> stages) {}
