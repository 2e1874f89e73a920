// SPDX-License-Identifier: Apache-2.0
package dev.slipway.digest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Optional;

/**
 * Builds a {@link Digest} of bytes or of structured values. The structured forms are unambiguous: each string is
 * preceded by its length, each collection by its size, and what is absent differs from what is empty. Not for use by
 * several threads.
 */
public final class Hasher {
    private final MessageDigest sha256;

    public Hasher() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Raw bytes, without a length. */
    public Hasher update(byte[] bytes) {
        sha256.update(bytes);
        return this;
    }

    /** Raw bytes, without a length. */
    public Hasher update(byte[] bytes, int offset, int length) {
        sha256.update(bytes, offset, length);
        return this;
    }

    /** Raw bytes, without a length. */
    public Hasher update(ByteBuffer bytes) {
        sha256.update(bytes);
        return this;
    }

    public Hasher put(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            sha256.update((byte) (value >>> shift));
        }
        return this;
    }

    public Hasher put(boolean value) {
        sha256.update((byte) (value ? 1 : 0));
        return this;
    }

    public Hasher put(byte[] value) {
        put((long) value.length);
        sha256.update(value);
        return this;
    }

    public Hasher put(String value) {
        return put(value.getBytes(StandardCharsets.UTF_8));
    }

    public Hasher put(Digest value) {
        return put(value.hex());
    }

    public Hasher put(Optional<String> value) {
        put(value.isPresent());
        value.ifPresent(this::put);
        return this;
    }

    /** The strings in the order given. */
    public Hasher put(Collection<String> values) {
        put((long) values.size());
        values.forEach(this::put);
        return this;
    }

    /** The digest of all that was put; the hasher begins anew. */
    public Digest digest() {
        return Digest.ofRaw(sha256.digest());
    }
}
