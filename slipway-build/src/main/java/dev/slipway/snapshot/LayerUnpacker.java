// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Turns layer tars into layers. Several may be unpacked at once. */
public interface LayerUnpacker {
    /**
     * Reads an uncompressed layer tar to its end and makes it the layer of that diff ID; what does not have this digest
     * never becomes visible. {@code what} names the layer in error messages. When the layer is there already nothing is
     * read.
     *
     * @throws IOException as the stream throws it
     */
    LayerId unpack(Digest diffId, InputStream tar, String what) throws IOException, InterruptedException;

    /** Says by which diff ID a tree is known. */
    @FunctionalInterface
    interface Naming {
        Digest diffId(Path tree) throws IOException;
    }

    /**
     * Makes a layer of an uncompressed tar that is no layer of any image, named by what the naming says of its files: they
     * will never go anywhere as that tar.
     */
    LayerId unpack(Naming naming, InputStream tar, String what) throws IOException, InterruptedException;
}
