// SPDX-License-Identifier: Apache-2.0
/** The HCL language: source text to bodies, blocks and expressions that can be evaluated. */
@NullMarked
package dev.slipway.hcl;

import org.jspecify.annotations.NullMarked;
