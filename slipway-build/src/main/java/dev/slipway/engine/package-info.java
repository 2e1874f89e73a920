// SPDX-License-Identifier: Apache-2.0
/** Runs the build graph on this machine: each operation is brought to layers in the store. */
@NullMarked
package dev.slipway.engine;

import org.jspecify.annotations.NullMarked;
