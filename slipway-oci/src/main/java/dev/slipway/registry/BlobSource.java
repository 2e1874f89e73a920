// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Content that can be read again when an upload must begin anew. */
@FunctionalInterface
public interface BlobSource {
    InputStream open() throws IOException;

    static BlobSource of(Path file) {
        return () -> Files.newInputStream(file);
    }

    static BlobSource of(byte[] bytes) {
        return () -> new ByteArrayInputStream(bytes);
    }
}
