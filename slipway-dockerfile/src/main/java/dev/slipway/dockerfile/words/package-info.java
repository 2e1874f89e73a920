// SPDX-License-Identifier: Apache-2.0
/** Expansion of variables and quotes in the words of an instruction. */
@NullMarked
package dev.slipway.dockerfile.words;

import org.jspecify.annotations.NullMarked;
