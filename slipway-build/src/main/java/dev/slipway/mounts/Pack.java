// SPDX-License-Identifier: Apache-2.0
package dev.slipway.mounts;

import dev.slipway.digest.Digest;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.MediaType;
import java.util.List;

/**
 * A blob of chunks, one after the other, compressed as a whole with zstd.
 *
 * @param blob the compressed bytes
 */
public record Pack(Descriptor blob, List<Chunk> chunks) {
    public static final MediaType MEDIA_TYPE = new MediaType("application/vnd.slipway.mount.pack.v1+zstd");
    /** A pack is closed when it has so many bytes of content. */
    public static final int FULL_BYTES = 16 << 20;
    /** No pack has more content than this. */
    static final long MOST_BYTES = FULL_BYTES + (long) MountEntry.CHUNK_BYTES;

    /** A file, or a part of one. */
    public record Chunk(Digest digest, int sizeBytes) {}

    public Pack {
        chunks = List.copyOf(chunks);
    }

    /** How much content it has. */
    long contentBytes() {
        long bytes = 0;
        for (Chunk chunk : chunks) {
            bytes += chunk.sizeBytes();
        }
        return bytes;
    }
}
