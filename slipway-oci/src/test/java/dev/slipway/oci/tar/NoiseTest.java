// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class NoiseTest {
    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(5).nextBytes(bytes);
        return bytes;
    }

    @Test
    void randomBytesAreNoiseTextAndRepetitionsAreNot() {
        byte[] random = random(Noise.SEGMENT);
        byte[] twice = Arrays.copyOf(random, Noise.SEGMENT);
        System.arraycopy(random, 0, twice, Noise.SEGMENT / 2, Noise.SEGMENT / 2);
        byte[] text = new byte[Noise.SEGMENT];
        Arrays.fill(text, (byte) 'a');

        assertThat(Noise.isNoise(random, 0, random.length)).isTrue();
        assertThat(Noise.isNoise(random, 1, random.length)).isFalse();
        assertThat(Noise.isNoise(twice, 0, twice.length)).isFalse();
        assertThat(Noise.isNoise(text, 0, text.length)).isFalse();
    }

    @Test
    void runsEndWhereTheKindOfContentChanges() {
        byte[] bytes = Arrays.copyOf(random(3 * Noise.SEGMENT), 5 * Noise.SEGMENT + 10);

        assertThat(Noise.runEnd(bytes, 0, bytes.length)).isEqualTo(3 * Noise.SEGMENT);
        assertThat(Noise.runEnd(bytes, 3 * Noise.SEGMENT, bytes.length)).isEqualTo(bytes.length);
    }

    @Test
    void mixedContentComesOutOfAGzipAsItWentInAndHardlyLarger() throws IOException {
        byte[] content = new byte[5_000_000];
        byte[] random = random(content.length);
        for (int i = 0; i < content.length; i++) {
            content[i] = (i / 300_000) % 2 == 0 ? random[i] : (byte) ('a' + i % 7);
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ParallelGzipOutputStream gzip = new ParallelGzipOutputStream(packed, -1)) {
            gzip.write(content);
        }

        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
        assertThat(packed.size()).isBetween(2_500_000, 2_700_000);
    }
}
