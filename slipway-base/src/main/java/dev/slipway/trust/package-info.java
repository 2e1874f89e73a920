// SPDX-License-Identifier: Apache-2.0
/** Whose cache records a build may use: scopes, keys, signatures, and who is trusted for what. */
@NullMarked
package dev.slipway.trust;

import org.jspecify.annotations.NullMarked;
