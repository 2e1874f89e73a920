// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

/**
 * A layer as one who keeps house sees it.
 *
 * @param size what it takes on the disk
 * @param made in milliseconds since 1970
 * @param isHidden whether it is going to be deleted
 */
public record StoredLayer(LayerId id, long size, long made, boolean isHidden) {}
