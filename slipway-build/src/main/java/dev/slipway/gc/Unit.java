// SPDX-License-Identifier: Apache-2.0
package dev.slipway.gc;

import java.util.List;

/**
 * What is taken away as one.
 *
 * @param size in bytes, on the disk
 * @param depth how many layers are below it, at most: what stands higher goes first
 * @param namings who wants it, as places in {@link Inventory#namings}
 * @param inUse whether somebody works with it now
 */
public record Unit(Kept kind, String id, long size, int depth, List<Integer> namings, boolean inUse) {}
