// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.digest.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CompressionTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Compression.class)
    void whatIsCompressedComesBack(Compression compression) throws IOException {
        for (int size : new int[] {0, 1, 100, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 2_200_000, 7_000_001}) {
            byte[] content = mixed(size);

            byte[] compressed = compress(compression, content, Compression.DEFAULT_LEVEL, 100_000);

            assertThat(Compression.detect(compressed, Math.min(4, compressed.length)))
                    .isEqualTo(compression);
            assertThat(Compression.decompressed(new ByteArrayInputStream(compressed), BombLimit.LAYER)
                            .readAllBytes())
                    .isEqualTo(content);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 9})
    void gzipDoesNotDependOnHowItWasWritten(int level) throws IOException {
        byte[] content = mixed(8_200_000);

        byte[] once = compress(Compression.GZIP, content, level, content.length);
        byte[] inPieces = compress(Compression.GZIP, content, level, 777);

        assertThat(inPieces).isEqualTo(once);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(once)).readAllBytes())
                .isEqualTo(content);
    }

    @Test
    void firstBlocksHaveTheBytesOfLevelSix() throws IOException {
        byte[] content = mixed(4 << 20);

        assertThat(compress(Compression.GZIP, content, -1, 1000))
                .isEqualTo(compress(Compression.GZIP, content, 6, 1000));
    }

    @ParameterizedTest
    @ValueSource(ints = {65_536, 1 << 20, (4 << 20) + 65_535, (4 << 20) + 65_536, 6 << 20, 15_000_000})
    void realGzipReadsWhatTheDefaultLevelWrites(int size) throws IOException, InterruptedException {
        Path gzip = Path.of("/usr/bin/gzip");
        assumeTrue(Files.isExecutable(gzip));
        for (byte[] content : List.of(mixed(size), DeflateSamples.words(size), DeflateSamples.mixture(size, size))) {
            Files.write(folder.resolve("content.gz"), compress(Compression.GZIP, content, -1, 100_000));
            Process process = new ProcessBuilder(
                            gzip.toString(), "-dc", folder.resolve("content.gz").toString())
                    .redirectOutput(folder.resolve("content").toFile())
                    .redirectErrorStream(true)
                    .start();

            assertThat(process.waitFor()).isZero();
            assertThat(Arrays.mismatch(Files.readAllBytes(folder.resolve("content")), content))
                    .isNegative();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 12})
    void zstdDoesNotDependOnHowItWasWritten(int level) throws IOException {
        byte[] content = mixed(2_200_000);

        assertThat(compress(Compression.ZSTD, content, level, 777))
                .isEqualTo(compress(Compression.ZSTD, content, level, content.length));
    }

    @Test
    void gzipOfManyMembersIsReadWhole() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < 3; i++) {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(mixed(1000));
            }
        }
        InputStream trickling = new FilterInputStream(new ByteArrayInputStream(out.toByteArray())) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return super.read(into, offset, Math.min(1, length));
            }

            @Override
            public int available() {
                return 0;
            }
        };

        assertThat(Compression.GZIP.decompressing(trickling, BombLimit.LAYER).readAllBytes())
                .hasSize(3000);
    }

    @Test
    void damageNeverPassesAsOtherContent() throws IOException {
        for (Compression compression : new Compression[] {Compression.GZIP, Compression.ZSTD}) {
            byte[] content = mixed(2000);
            byte[] sound = compress(compression, content, -1, 2000);
            int found = 0;
            for (int i = 0; i < sound.length; i++) {
                byte[] damaged = sound.clone();
                damaged[i] ^= 0x04;
                try (InputStream in = compression.decompressing(new ByteArrayInputStream(damaged), BombLimit.LAYER)) {
                    // a bit that means nothing: padding, a time
                    assertThat(in.readAllBytes())
                            .as("%s, byte %s", compression, i)
                            .isEqualTo(content);
                } catch (MalformedTarException _) {
                    found++;
                }
            }
            assertThat(found).isGreaterThan(sound.length - 20);
        }
    }

    @Test
    void streamThatIsCutIsAnError() throws IOException {
        for (Compression compression : new Compression[] {Compression.GZIP, Compression.ZSTD}) {
            byte[] sound = compress(compression, mixed(2000), -1, 2000);
            byte[] cut = Arrays.copyOf(sound, sound.length - 1);
            assertThatThrownBy(() -> compression
                            .decompressing(new ByteArrayInputStream(cut), BombLimit.LAYER)
                            .readAllBytes())
                    .isInstanceOf(MalformedTarException.class)
                    .hasMessageContaining("stream after 2000 bytes of content");
        }
    }

    @Test
    void bombsEndEarly() throws IOException {
        for (Compression compression : new Compression[] {Compression.GZIP, Compression.ZSTD}) {
            ByteArrayOutputStream bomb = new ByteArrayOutputStream();
            try (OutputStream out = compression.compressing(bomb, -1)) {
                for (int i = 0; i < 80; i++) {
                    out.write(new byte[1 << 20]);
                }
            }
            assertThatThrownBy(() -> unpack(compression, bomb.toByteArray(), new BombLimit(1000, 1L << 40)))
                    .hasMessageContaining("more than the limit of 1000 bytes");
            assertThatThrownBy(() -> unpack(compression, bomb.toByteArray(), new BombLimit(1L << 40, 100)))
                    .hasMessageContaining("more than 100 times larger");
        }
    }

    private static void unpack(Compression compression, byte[] bytes, BombLimit limit) throws IOException {
        compression.decompressing(new ByteArrayInputStream(bytes), limit).transferTo(OutputStream.nullOutputStream());
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void onePassTellsBothDigests(Compression compression) throws IOException {
        byte[] content = mixed(2_000_000);
        ByteArrayOutputStream sink = new ByteArrayOutputStream();

        DigestingOutputStream below = new DigestingOutputStream(sink);
        DigestingOutputStream above =
                new DigestingOutputStream(compression.compressing(below, Compression.DEFAULT_LEVEL));
        try (above) {
            above.write(content);
        }

        assertThat(above.digest()).isEqualTo(Digest.of(content));
        assertThat(above.size()).isEqualTo(content.length);
        assertThat(below.digest()).isEqualTo(Digest.of(sink.toByteArray()));
        assertThat(below.size()).isEqualTo(sink.size());
    }

    @Test
    void levelsAreThoseOfBuildx() {
        assertThat(Compression.GZIP.allows(9)).isTrue();
        assertThat(Compression.GZIP.allows(10)).isFalse();
        assertThat(Compression.ZSTD.allows(22)).isTrue();
        assertThat(Compression.ZSTD.allows(23)).isFalse();
        assertThatThrownBy(() -> Compression.GZIP.compressing(OutputStream.nullOutputStream(), 10))
                .hasMessage("gzip has no level 10");
    }

    @Test
    void failingSinkEndsTheStreamWithItsError() throws IOException {
        OutputStream full = new OutputStream() {
            private int room = 1000;

            @Override
            public void write(int b) throws IOException {
                if (--room < 0) {
                    throw new IOException("no space left on device");
                }
            }
        };
        OutputStream gzip = Compression.GZIP.compressing(full, 1);

        assertThatThrownBy(() -> {
                    try (gzip) {
                        for (int i = 0; i < 20; i++) {
                            gzip.write(mixed(1 << 20));
                        }
                    }
                })
                .hasMessage("no space left on device");
    }

    static byte[] mixed(int size) {
        Random random = new Random(size);
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        for (int i = 0; i < size; i++) {
            if ((i >> 12) % 3 != 0) {
                bytes[i] = (byte) ("the quick brown fox ".charAt(i % 20) + (bytes[i] & 1));
            }
        }
        return bytes;
    }

    private static byte[] compress(Compression compression, byte[] content, int level, int piece) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = compression.compressing(bytes, level)) {
            for (int at = 0; at < content.length; at += piece) {
                out.write(content, at, Math.min(piece, content.length - at));
            }
        }
        return bytes.toByteArray();
    }
}
