// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

/** Told how far a transfer is; called often, from the transferring thread; returns quickly. */
@FunctionalInterface
public interface Transfer {
    /** Tells nobody. */
    Transfer UNWATCHED = (_, _) -> {};

    /** @param totalBytes 0 when it is not known */
    void at(long currentBytes, long totalBytes);
}
