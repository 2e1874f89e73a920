// SPDX-License-Identifier: Apache-2.0
/** Trees of files: what COPY selects, the digest of it, and copying it. Sources are hostile; no path leaves its root. */
@NullMarked
package dev.slipway.files;

import org.jspecify.annotations.NullMarked;
