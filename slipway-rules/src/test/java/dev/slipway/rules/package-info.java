// SPDX-License-Identifier: Apache-2.0
/** The rules of the house, as tests. */
@NullMarked
package dev.slipway.rules;

import org.jspecify.annotations.NullMarked;
