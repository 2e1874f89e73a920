// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;

/** How a layer is compressed. Levels are buildx's: gzip 0 to 9, zstd 0 to 22, {@link #DEFAULT_LEVEL} for its default. */
public enum Compression {
    NONE,
    GZIP,
    ZSTD;

    /** The level of the compression's own choice: for gzip about as small as 6 and faster, 3 for zstd. */
    public static final int DEFAULT_LEVEL = -1;

    /** How many bytes {@link #detect} looks at. */
    public static final int MAGIC_BYTES = 4;

    static final int BUFFER = 128 << 10;

    /** The compression that the first bytes tell; {@link #NONE} when they tell none. */
    public static Compression detect(byte[] head, int length) {
        if (length >= 2 && head[0] == 0x1f && head[1] == (byte) 0x8b) {
            return GZIP;
        }
        boolean zstd =
                length >= 4 && head[0] == 0x28 && head[1] == (byte) 0xb5 && head[2] == 0x2f && head[3] == (byte) 0xfd;
        // a skippable frame, 0x184D2A5? little-endian, may come first
        boolean skippable =
                length >= 4 && (head[0] & 0xf0) == 0x50 && head[1] == 0x2a && head[2] == 0x4d && head[3] == 0x18;
        return zstd || skippable ? ZSTD : NONE;
    }

    /** Decompresses whatever the first bytes tell; what is not compressed comes as it is. */
    public static InputStream decompressed(InputStream in, BombLimit limit) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
        buffered.mark(MAGIC_BYTES);
        byte[] head = new byte[MAGIC_BYTES];
        int length = buffered.readNBytes(head, 0, MAGIC_BYTES);
        buffered.reset();
        return detect(head, length).decompressing(buffered, limit);
    }

    /**
     * The content of a stream compressed so.
     *
     * @throws MalformedTarException from {@code read} when it isn't, or is more than the limit
     */
    public InputStream decompressing(InputStream in, BombLimit limit) throws IOException {
        if (this == NONE) {
            return in;
        }
        return limit.guard(in, this == GZIP ? GunzipInputStream::new : Zstandard::decompressing);
    }

    /**
     * Compresses with all cores; the bytes depend on content and level only. Closing it closes {@code out}.
     *
     * @throws IllegalArgumentException if there is no such level, see {@link #allows}
     */
    public OutputStream compressing(OutputStream out, int level) throws IOException {
        if (!allows(level)) {
            throw new IllegalArgumentException(this + " has no level " + level);
        }
        return switch (this) {
            case NONE -> out;
            case GZIP -> new ParallelGzipOutputStream(out, level);
            case ZSTD -> Zstandard.compressing(out, level);
        };
    }

    /** Whether buildx takes this level. */
    public boolean allows(int level) {
        return switch (this) {
            case NONE -> level == DEFAULT_LEVEL;
            case GZIP -> level >= DEFAULT_LEVEL && level <= 9;
            case ZSTD -> level >= DEFAULT_LEVEL && level <= 22;
        };
    }

    /** The name that buildx has for it. */
    @Override
    public String toString() {
        return this == NONE ? "uncompressed" : name().toLowerCase(Locale.ROOT);
    }
}
