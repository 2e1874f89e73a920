// SPDX-License-Identifier: Apache-2.0
/** Why steps run again: what went into them, by name, against what went into them in an earlier build. */
@NullMarked
package dev.slipway.explain;

import org.jspecify.annotations.NullMarked;
