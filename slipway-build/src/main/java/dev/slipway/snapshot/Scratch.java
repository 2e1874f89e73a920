// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.nio.file.Path;

/**
 * A layer being written on top of a chain. Closing it without {@link #commit} throws the work away. For one thread at a
 * time, but the tree may be written by whoever sees it.
 */
public interface Scratch extends AutoCloseable {
    Chain parent();

    /** The merged file system, writable. */
    Path root();

    /** The folder that becomes the layer: what was written and nothing else, with the marks of an overlay. */
    Path upper();

    /** Makes the layer visible to all, whole; gives its name. The root is gone after. */
    LayerId commit(DeviceFiles devices);

    /** The same for a layer of which nothing is known. */
    default LayerId commit() {
        return commit(DeviceFiles.MAYBE);
    }

    @Override
    void close();
}
