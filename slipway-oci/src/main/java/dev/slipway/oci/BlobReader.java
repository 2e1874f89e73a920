// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci;

import java.io.IOException;
import java.io.InputStream;

/** Where blobs come from: a store, a layout, an archive. What it gives is verified by those who read it. */
@FunctionalInterface
public interface BlobReader {
    /** @throws IOException if there is no such blob, with its digest in the message */
    InputStream open(Descriptor blob) throws IOException;
}
