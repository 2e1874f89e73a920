// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import java.io.IOException;
import java.io.InputStream;

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
}
