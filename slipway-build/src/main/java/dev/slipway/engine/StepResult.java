// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.digest.Digest;
import dev.slipway.snapshot.Chain;

/**
 * What a step came to.
 *
 * @param identity what stands for it in the keys of those that build on it
 */
public record StepResult(Digest identity, Chain chain) {}
