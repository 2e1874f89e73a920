// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import java.nio.file.Path;
import java.util.Optional;

/** Bytes by their digest. */
public interface Blobs {
    /** The file with these bytes. */
    Optional<Path> find(Digest digest);

    /** The bytes of a small blob: a manifest, a configuration. */
    Optional<byte[]> read(Digest digest);

    /** Puts bytes in. */
    Digest put(byte[] bytes);

    /** Begins a blob that is streamed in. {@code what} names it in error messages. */
    BlobWriter write(String what);
}
