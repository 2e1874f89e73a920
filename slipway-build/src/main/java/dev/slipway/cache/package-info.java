// SPDX-License-Identifier: Apache-2.0
/** Caches that travel: what builds did, as a document with its layers' blobs, in registries, folders, images and CI services. */
@NullMarked
package dev.slipway.cache;

import org.jspecify.annotations.NullMarked;
