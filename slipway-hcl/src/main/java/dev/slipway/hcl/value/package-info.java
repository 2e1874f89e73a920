// SPDX-License-Identifier: Apache-2.0
/** Values and types of the language, as go-cty defines them. */
@NullMarked
package dev.slipway.hcl.value;

import org.jspecify.annotations.NullMarked;
