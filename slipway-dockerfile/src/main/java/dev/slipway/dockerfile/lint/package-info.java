// SPDX-License-Identifier: Apache-2.0
/** Build checks: what is allowed in a Dockerfile, but seldom meant. */
@NullMarked
package dev.slipway.dockerfile.lint;

import org.jspecify.annotations.NullMarked;
