// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.io.IOException;
import java.nio.file.Path;

/** Mounts a tmpfs that shares with the namespaces copied from ours what is mounted in it later. */
@FunctionalInterface
public interface SharedMounter {
    /**
     * @param options as for mount(8)
     */
    void mount(Path folder, String options) throws IOException;
}
