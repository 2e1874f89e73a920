// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.graph.Step;
import dev.slipway.oci.ImageConfig;
import java.util.Optional;

/**
 * What FROM and {@code --from} can stand on besides a stage.
 *
 * @param config how containers of it start; absent for a folder, which is no image
 */
public record Base(Step step, Optional<ImageConfig> config) {}
