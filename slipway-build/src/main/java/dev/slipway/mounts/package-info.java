// SPDX-License-Identifier: Apache-2.0
/** The contents of cache mounts as lists and packs: walked, merged, packed, and filled in again; knows no caches that keep them. */
@NullMarked
package dev.slipway.mounts;

import org.jspecify.annotations.NullMarked;
