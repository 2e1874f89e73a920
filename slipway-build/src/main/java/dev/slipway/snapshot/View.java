// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.nio.file.Path;

/**
 * The file system of a chain to read. Users of the same chain in this process share one mount, which goes with the last.
 * Nobody may write below the root: for a chain of one layer it can be the layer's own folder.
 */
public interface View extends AutoCloseable {
    Path root();

    @Override
    void close();
}
