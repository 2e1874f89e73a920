// SPDX-License-Identifier: Apache-2.0
package dev.slipway.mounts;

import dev.slipway.digest.Digest;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.tar.Compression;
import dev.slipway.oci.tar.DigestingOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Packs chunks into files of a folder, one pack after the other. For one thread. */
public final class PackWriter implements AutoCloseable {
    private static final int BUFFER = 64 << 10;

    private final Path folder;
    private final List<Written> written = new ArrayList<>();
    private final List<Pack.Chunk> chunks = new ArrayList<>();
    private long contentBytes;
    private @Nullable DigestingOutputStream sink;
    private @Nullable OutputStream packing;

    /** A pack and the file that it stands in. */
    public record Written(Pack pack, Path file) {}

    public PackWriter(Path folder) {
        this.folder = folder;
    }

    /** Takes a chunk that is in none of the packs yet. */
    public void add(Digest digest, byte[] bytes, int length) throws IOException {
        OutputStream out = packing;
        if (out == null) {
            DigestingOutputStream below =
                    new DigestingOutputStream(new BufferedOutputStream(Files.newOutputStream(file()), BUFFER));
            out = Compression.ZSTD.compressing(below, Compression.DEFAULT_LEVEL);
            sink = below;
            packing = out;
        }
        out.write(bytes, 0, length);
        chunks.add(new Pack.Chunk(digest, length));
        contentBytes += length;
        if (contentBytes >= Pack.FULL_BYTES) {
            end();
        }
    }

    /** Of the pack that is written now. */
    private Path file() {
        return folder.resolve("pack-" + written.size());
    }

    /** Ends the last pack; all of them. */
    public List<Written> finish() throws IOException {
        if (packing != null) {
            end();
        }
        return List.copyOf(written);
    }

    private void end() throws IOException {
        DigestingOutputStream below = Objects.requireNonNull(sink);
        close();
        Descriptor blob = Descriptor.of(Pack.MEDIA_TYPE, below.digest(), below.size());
        written.add(new Written(new Pack(blob, chunks), file()));
        chunks.clear();
        contentBytes = 0;
        sink = null;
    }

    @Override
    public void close() throws IOException {
        OutputStream open = packing;
        packing = null;
        if (open != null) {
            open.close();
        }
    }
}
