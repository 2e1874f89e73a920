// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.nio.file.Path;
import java.util.List;

/** The layers in the store. */
public interface Layers {
    boolean exists(LayerId layer);

    /** Keeps a layer that is there still though it was going to be deleted, and is said not to exist; false if it is gone. */
    boolean revive(LayerId layer) throws InterruptedException;

    /** The layer's tree, with the marks of an overlay. */
    Path fs(LayerId layer);

    /** Whether any layer of the chain may hold device files. */
    DeviceFiles devices(Chain chain);

    List<LayerId> list();

    LayerUnpacker unpacker();
}
