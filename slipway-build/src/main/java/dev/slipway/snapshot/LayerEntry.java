// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.sys.FileStat;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.SortedMap;

/** One entry of a layer, while it is visited. */
public interface LayerEntry {
    /** Where, relative to the layer's root, as bytes: {@code etc/passwd}. */
    byte[] path();

    FileStat stat();

    /** Whether it deletes what a lower layer has there. */
    boolean isWhiteout();

    /** Whether it is a folder that hides what lower layers have in it. */
    boolean isOpaque() throws IOException;

    /** The target of a symbolic link. */
    Optional<byte[]> linkTarget() throws IOException;

    /** The path under which the same file was visited before. */
    Optional<byte[]> sameAs();

    /** Extended attributes for an image, by name: the overlay's own and those of this machine's policy are left out. */
    SortedMap<String, byte[]> xattrs() throws IOException;

    /** The contents of a regular file. */
    InputStream open() throws IOException;
}
