// SPDX-License-Identifier: Apache-2.0
/** Bake files: what is to be built, as targets and groups. */
@NullMarked
package dev.slipway.bake;

import org.jspecify.annotations.NullMarked;
