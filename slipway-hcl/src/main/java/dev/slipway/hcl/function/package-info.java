// SPDX-License-Identifier: Apache-2.0
/** The functions that expressions can call. */
@NullMarked
package dev.slipway.hcl.function;

import org.jspecify.annotations.NullMarked;
