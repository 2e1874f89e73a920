// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.util.List;

/** The folders of cache mounts; see {@link Sharing}. */
public interface CacheMounts {
    /**
     * Waits until all can be had, and gives their leases in the order asked. They are taken in the order of their ids,
     * so that two who want the same never wait for each other. An id asked for twice gives two leases of one folder.
     */
    List<CacheLease> acquire(List<CacheRequest> requests) throws InterruptedException;
}
