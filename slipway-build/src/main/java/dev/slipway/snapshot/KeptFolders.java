// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Folders that are written once and never change, each under a name: what jobs leave for later ones. They stand among the
 * cache mounts, so they are counted, collected and carried elsewhere as those are, and each scope has its own.
 */
public interface KeptFolders {
    /** The one of that name, of the own scope or else of the first that is read and has it. */
    Optional<KeptFolder> find(String id) throws InterruptedException;

    /** The one that was kept last of those whose names begin so, of the own scope before others. */
    Optional<KeptFolder> newest(String prefix) throws InterruptedException;

    /**
     * Keeps a folder of the session's temporary space, which is gone from there.
     *
     * @return false if there is one of that name; then nothing has changed
     */
    boolean keep(String id, Path made) throws InterruptedException;
}
