// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.nio.file.Path;

/** Where the content of cache mounts may come from that are new here. */
@FunctionalInterface
public interface MountOrigin {
    /** Knows no mount. */
    MountOrigin NONE = (_, _, _) -> false;

    /**
     * Fills an empty folder.
     *
     * @param id that of the mount
     * @return false if there is nothing for it; what is in the folder by then does not matter
     */
    boolean fill(String id, Path folder, MountNotes notes) throws InterruptedException;
}
