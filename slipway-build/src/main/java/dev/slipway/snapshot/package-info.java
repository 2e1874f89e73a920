// SPDX-License-Identifier: Apache-2.0
/**
 * The store: everything on disk. Layers as folders, blobs by digest, action records, remembered facts, images, cache
 * mounts and temporary space, shared safely by several processes and whole after a kill at any moment.
 */
@NullMarked
package dev.slipway.snapshot;

import org.jspecify.annotations.NullMarked;
