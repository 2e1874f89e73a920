// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import java.io.IOException;
import java.io.OutputStream;

/** Content of a length that nobody knows yet, such as a layer that is compressed while it is sent. Written once. */
@FunctionalInterface
public interface BlobContent {
    void writeTo(OutputStream out) throws IOException;
}
