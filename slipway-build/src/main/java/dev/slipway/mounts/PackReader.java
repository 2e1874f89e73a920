// SPDX-License-Identifier: Apache-2.0
package dev.slipway.mounts;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.oci.tar.BombLimit;
import dev.slipway.oci.tar.Compression;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;

/** Takes packs apart; nothing is given out that is not what its digest says. */
public final class PackReader {
    private static final int BUFFER = 64 << 10;

    private PackReader() {}

    /** Takes what was unpacked. */
    @FunctionalInterface
    public interface Taker {
        /** @param bytes valid during the call only, as far as {@code length} */
        void take(Digest chunk, byte[] bytes, int length) throws IOException;
    }

    /**
     * Reads a pack to its end.
     *
     * @param wanted the chunks that are given out, each once
     * @throws MalformedListException if it is not what it should be
     */
    public static void read(Pack pack, InputStream compressed, Set<Digest> wanted, Taker taker) throws IOException {
        byte[] bytes = new byte[MountEntry.CHUNK_BYTES];
        BombLimit limit = new BombLimit(pack.contentBytes() + 1, Long.MAX_VALUE);
        try (InputStream in = new BufferedInputStream(compressed, BUFFER);
                InputStream content = Compression.ZSTD.decompressing(in, limit)) {
            for (Pack.Chunk chunk : pack.chunks()) {
                int count = content.readNBytes(bytes, 0, chunk.sizeBytes());
                if (count < chunk.sizeBytes()) {
                    throw fault(pack, "it ends too early");
                }
                if (wanted.contains(chunk.digest())) {
                    Digest found =
                            new Hasher().update(bytes, 0, chunk.sizeBytes()).digest();
                    if (!found.equals(chunk.digest())) {
                        throw fault(pack, "its content is not what the list says");
                    }
                    taker.take(chunk.digest(), bytes, chunk.sizeBytes());
                }
            }
            if (content.read() >= 0) {
                throw fault(pack, "it has more content than the list says");
            }
            // to the end of the blob, where its digest is verified
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static MalformedListException fault(Pack pack, String what) {
        return new MalformedListException("pack " + pack.blob().digest() + ": " + what);
    }
}
