// SPDX-License-Identifier: Apache-2.0
package dev.slipway.mounts;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.tar.Compression;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
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
    private final Path folder;
    private final List<Written> written = new ArrayList<>();
    private final List<Pack.Chunk> chunks = new ArrayList<>();
    private long contentBytes;
    private @Nullable DigestingOutput sink;
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
            Path file = folder.resolve("pack-" + written.size());
            DigestingOutput below = new DigestingOutput(file, Files.newOutputStream(file));
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

    /** Ends the last pack; all of them. */
    public List<Written> finish() throws IOException {
        if (packing != null) {
            end();
        }
        return List.copyOf(written);
    }

    private void end() throws IOException {
        DigestingOutput below = Objects.requireNonNull(sink);
        close();
        Descriptor blob = Descriptor.of(Pack.MEDIA_TYPE, below.hasher.digest(), below.count);
        written.add(new Written(new Pack(blob, chunks), below.file));
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

    private static final class DigestingOutput extends FilterOutputStream {
        private static final int BUFFER = 64 << 10;

        private final Path file;
        private final Hasher hasher = new Hasher();
        private long count;

        DigestingOutput(Path file, OutputStream out) {
            super(new BufferedOutputStream(out, BUFFER));
            this.file = file;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            hasher.update(bytes, offset, length);
            count += length;
        }
    }
}
