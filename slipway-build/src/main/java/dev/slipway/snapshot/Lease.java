// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

/** Something held until closed, or until this process dies. Closing twice does no harm. */
public interface Lease extends AutoCloseable {
    @Override
    void close();
}
