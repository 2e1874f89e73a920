// SPDX-License-Identifier: Apache-2.0
package dev.slipway.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongHashTest {
    private final byte[] bytes = new byte[300_000];
    private final List<LongHash> hashes = new ArrayList<>(List.of(LongHash.Platform.start(), LongHash.start()));

    LongHashTest() {
        new Random(5).nextBytes(bytes);
        LibCrypto.start().ifPresent(hashes::add);
    }

    @Test
    void thePlatformsAndTheMachinesAgreeWhateverTheParts() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            int length = random.nextInt(bytes.length);
            for (int at = 0; at < length; ) {
                int part = Math.min(length - at, 1 + random.nextInt(1 + length / (1 + round % 7)));
                int from = at;
                hashes.forEach(hash -> hash.update(bytes, from, part));
                at += part;
            }
            byte[] expected = Sha256.of(bytes, length);
            assertThat(hashes.stream().map(LongHash::digest))
                    .as("round %d, %d bytes", round, length)
                    .allSatisfy(digest -> assertThat(digest).isEqualTo(expected))
                    .hasSizeGreaterThan(1);
        }
    }
}
