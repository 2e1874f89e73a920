// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The folders of cache mounts; see {@link Sharing}. */
public interface CacheMounts {
    /**
     * Waits until all can be had, and gives their leases in the order asked. They are taken in the order of their ids,
     * so that two who want the same never wait for each other. An id asked for twice gives two leases of one folder.
     *
     * @param origin asked for what is in a mount that is new here, and that no scope has that is read
     */
    List<CacheLease> acquire(List<CacheRequest> requests, MountOrigin origin) throws InterruptedException;

    /** The same for mounts that begin empty. */
    default List<CacheLease> acquire(List<CacheRequest> requests) throws InterruptedException {
        return acquire(requests, MountOrigin.NONE);
    }

    /** Whether the own scope has a mount of that id, other than those of one user each ({@link Sharing#PRIVATE}). */
    boolean exists(String id);

    /** That mount, as soon as nobody uses it; empty if somebody still does when the patience ends. */
    Optional<HeldMount> hold(String id, Duration patience) throws InterruptedException;
}
