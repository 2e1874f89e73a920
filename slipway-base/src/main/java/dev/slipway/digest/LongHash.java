// SPDX-License-Identifier: Apache-2.0
package dev.slipway.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of many bytes, of which more than a few come at a time. */
sealed interface LongHash permits LibCrypto, LongHash.Platform {
    void update(byte[] bytes, int offset, int length);

    /** The 32 bytes of the digest; it begins anew. */
    byte[] digest();

    /** The machine's, or where it has none that we know the Java platform's. */
    static LongHash start() {
        return LibCrypto.start().orElseGet(Platform::start);
    }

    /** The Java platform's. */
    record Platform(MessageDigest sha256) implements LongHash {
        static LongHash start() {
            try {
                return new Platform(MessageDigest.getInstance("SHA-256"));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        @Override
        public void update(byte[] bytes, int offset, int length) {
            sha256.update(bytes, offset, length);
        }

        @Override
        public byte[] digest() {
            return sha256.digest();
        }
    }
}
