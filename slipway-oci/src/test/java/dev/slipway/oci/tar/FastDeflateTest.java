// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FastDeflateTest {
    private static final int MIB = 1 << 20;

    private final FastDeflate reused = new FastDeflate();

    @Test
    void shortContentComesBack() throws DataFormatException {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        comesBack(new byte[0], 0);
        comesBack(new byte[] {7}, 1);
        comesBack(all, 100);
        for (int size = 0; size < 40; size++) {
            comesBack(new byte[size], size / 2);
            comesBack(DeflateSamples.random(size, size), size / 3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {65_534, 65_535, 65_536, 65_537, MIB - 1, MIB, MIB + 1, 2 * MIB, 3 * MIB - 7})
    void contentOfAnyKindComesBackAtTheBordersOfBlocks(int size) throws DataFormatException {
        comesBack(new byte[size], MIB);
        comesBack(DeflateSamples.random(size, 1), MIB);
        comesBack(DeflateSamples.words(size), MIB);
        comesBack(DeflateSamples.mixture(size, 2), MIB);
    }

    @Test
    void programsComeBackAndGetSmall() throws IOException, DataFormatException {
        byte[] program = Files.readAllBytes(
                Path.of(ProcessHandle.current().info().command().orElseThrow())
                        .resolveSibling("../lib/server/libjvm.so"));

        int size = comesBack(program, MIB);

        assertThat(size).isLessThan(program.length / 2);
    }

    @Test
    void thousandsOfMixturesComeBack() throws DataFormatException {
        for (int seed = 0; seed < 4000; seed++) {
            Random random = new Random(seed);
            byte[] content = DeflateSamples.mixture(random.nextInt(seed % 10 == 0 ? 100_000 : 3000), seed);
            comesBack(content, 1 + random.nextInt(content.length + 1));
        }
    }

    @Test
    void largeMixturesComeBack() throws DataFormatException {
        for (int seed = 10_000; seed < 10_016; seed++) {
            comesBack(DeflateSamples.mixture(2 * MIB + seed, seed), MIB - seed % 3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 8, 9, 257, 258, 259, 260, 515, 516, 517, 774, 5000})
    void matchesOfAnyLengthComeBack(int length) throws DataFormatException {
        byte[] content = DeflateSamples.random(40_000, length);
        for (int at = 1000; at + length < 40_000; at += length + 13) {
            System.arraycopy(content, at - 1000 + at % 500, content, at, length);
        }
        comesBack(content, MIB);
        comesBack(content, 10_000);
    }

    @Test
    void matchesAtTheWindowsVeryEndAreFoundAndNoneBeyond() throws DataFormatException {
        for (int distance : new int[] {32_766, 32_767, 32_768, 32_769, 32_770}) {
            byte[] content = DeflateSamples.random(3 * FastDeflate.WINDOW, distance);
            for (int i = distance; i < content.length; i++) {
                content[i] = content[i - distance];
            }
            int size = comesBack(content, distance);

            if (distance <= FastDeflate.WINDOW) {
                assertThat(size).as("distance %s", distance).isLessThan(distance + 2000);
            } else {
                assertThat(size).as("distance %s", distance).isGreaterThan(2 * distance);
            }
        }
    }

    @Test
    void matchesReachIntoWhatWasBefore() throws DataFormatException {
        byte[] content = DeflateSamples.random(60_000, 3);
        System.arraycopy(content, 0, content, 30_000, 30_000);
        byte[] into = new byte[FastDeflate.bound(30_000)];

        assertThat(reused.deflate(content, 0, 30_000, 60_000, into, 0, true)).isLessThan(1000);
        // what is not known must not be copied from
        assertThat(reused.deflate(content, 30_000, 30_000, 60_000, into, 0, true))
                .isGreaterThan(29_000);
        comesBack(content, 30_000);
    }

    @Test
    void bytesDoNotDependOnEarlierUseNorOnWhatIsAround() {
        byte[] content = DeflateSamples.mixture(300_000, 5);
        byte[] once = deflated(new FastDeflate(), content, 0, 40_000, 280_000);
        deflated(reused, DeflateSamples.words(MIB), 0, 0, MIB);
        byte[] elsewhere = new byte[300_000 + 12_345];
        Arrays.fill(elsewhere, content[279_999]);
        System.arraycopy(content, 40_000 - FastDeflate.WINDOW, elsewhere, 0, FastDeflate.WINDOW + 240_000);

        assertThat(deflated(reused, content, 0, 40_000, 280_000)).isEqualTo(once);
        assertThat(deflated(reused, elsewhere, 0, FastDeflate.WINDOW, FastDeflate.WINDOW + 240_000))
                .isEqualTo(once);
    }

    @Test
    void randomContentHardlyGrows() throws DataFormatException {
        assertThat(comesBack(DeflateSamples.random(MIB, 9), MIB)).isLessThan(FastDeflate.bound(MIB));
    }

    @Test
    void wordsGetAboutAsSmallAsWithZlib() throws DataFormatException {
        assertThat(comesBack(DeflateSamples.words(MIB), MIB)).isLessThan(MIB * 42 / 100);
    }

    @Test
    void tooMuchOrTooLittleRoomIsRefused() {
        assertThatThrownBy(() -> reused.deflate(new byte[2 * MIB], 0, 0, MIB + 1, new byte[2 * MIB], 0, true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> reused.deflate(new byte[100], 0, 0, 100, new byte[100], 0, true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] deflated(FastDeflate deflate, byte[] content, int known, int start, int end) {
        byte[] into = new byte[FastDeflate.bound(end - start) + 3];
        int written = deflate.deflate(content, known, start, end, into, 3, false);
        return Arrays.copyOfRange(into, 3, written);
    }

    // deflates in pieces, each with the content before it known, and inflates them as one stream
    private int comesBack(byte[] content, int piece) throws DataFormatException {
        byte[] into = new byte[0];
        int written = 0;
        int at = 0;
        do {
            int end = at + Math.min(Math.max(1, piece), content.length - at);
            into = Arrays.copyOf(into, written + FastDeflate.bound(end - at));
            written = reused.deflate(content, 0, at, end, into, written, end == content.length);
            at = end;
        } while (at < content.length);
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(into, 0, written);
            byte[] back = new byte[content.length + 1];
            int count = inflater.inflate(back);
            assertThat(inflater.finished()).isTrue();
            assertThat(inflater.getRemaining()).isZero();
            assertThat(count).isEqualTo(content.length);
            assertThat(Arrays.mismatch(back, 0, count, content, 0, count)).isNegative();
        } finally {
            inflater.end();
        }
        return written;
    }
}
