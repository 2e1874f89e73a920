// SPDX-License-Identifier: Apache-2.0
/** Runs a graph of vertices once, in parallel, from a cache. Knows nothing of what a vertex does. */
@NullMarked
package dev.slipway.solve;

import org.jspecify.annotations.NullMarked;
