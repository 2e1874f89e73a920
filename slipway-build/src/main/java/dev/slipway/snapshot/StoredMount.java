// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

/**
 * The folder of a cache mount.
 *
 * @param folder its name among those of mounts, such as {@code 3f…/0}
 * @param id as the {@code RUN} says it
 * @param size what it takes on the disk
 * @param lastUsed in milliseconds since 1970
 * @param inUse whether a step works with it now
 */
public record StoredMount(String folder, String id, String scope, long size, long lastUsed, boolean inUse) {}
