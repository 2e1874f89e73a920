// SPDX-License-Identifier: Apache-2.0
package dev.slipway.digest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Random hex digits straight from the kernel, fit for secrets. What {@code SecureRandom} sets up before its first number
 * takes longer than a whole step of a build.
 */
public final class RandomHex {
    private static final Path SOURCE = Path.of("/dev/urandom");

    private RandomHex() {}

    /**
     * Twice as many digits as bytes.
     *
     * @throws IllegalStateException if the kernel's source cannot be read
     */
    public static String ofBytes(int count) {
        byte[] random = new byte[count];
        try (InputStream in = Files.newInputStream(SOURCE)) {
            if (in.readNBytes(random, 0, count) < count) {
                throw new IllegalStateException(SOURCE + " ends");
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + SOURCE, e);
        }
        return HexFormat.of().formatHex(random);
    }
}
