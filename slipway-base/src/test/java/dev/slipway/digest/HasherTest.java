// SPDX-License-Identifier: Apache-2.0
package dev.slipway.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HasherTest {
    private final byte[] bytes = new byte[40_000];

    HasherTest() {
        new Random(7).nextBytes(bytes);
    }

    @Test
    void digestsOfAllShortLengthsAreThePlatforms() throws NoSuchAlgorithmException {
        for (int length = 0; length < 400; length++) {
            assertThat(new Hasher().update(bytes, 0, length).digest().hex())
                    .as("%d bytes", length)
                    .isEqualTo(expected(length));
        }
    }

    @Test
    void digestsAroundTheChangeToThePlatformsAreTheSame() throws NoSuchAlgorithmException {
        for (int length = 16_300; length < 16_500; length++) {
            assertThat(new Hasher().update(bytes, 0, length).digest().hex())
                    .as("%d bytes", length)
                    .isEqualTo(expected(length));
        }
    }

    @Test
    void howTheBytesArriveDoesNotMatter() throws NoSuchAlgorithmException {
        Random random = new Random(11);
        Hasher hasher = new Hasher();
        for (int round = 0; round < 300; round++) {
            int length = random.nextInt(round % 3 == 0 ? bytes.length : 18_000);
            for (int at = 0; at < length; ) {
                int part = Math.min(length - at, 1 + random.nextInt(1 + length / 3));
                hasher.update(bytes, at, part);
                at += part;
            }
            assertThat(hasher.digest().hex())
                    .as("round %d, %d bytes", round, length)
                    .isEqualTo(expected(length));
        }
    }

    private String expected(int length) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(bytes, length)));
    }
}
