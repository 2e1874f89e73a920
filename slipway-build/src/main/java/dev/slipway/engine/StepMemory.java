// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.snapshot.Store;

/**
 * Where steps are looked up, and what comes out about them is kept.
 *
 * @param lazy what caches from elsewhere know
 * @param findings what is written into such caches
 * @param known what is told of this build
 */
record StepMemory(Store store, LazyLayers lazy, Findings findings, StepKnowledge known) {}
