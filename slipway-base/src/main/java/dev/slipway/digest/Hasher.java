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
    // values are small and many: they are handed on together
    private static final int BUFFER_BYTES = 1024;

    private final MessageDigest sha256;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int filled;

    public Hasher() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Raw bytes, without a length. */
    public Hasher update(byte[] bytes) {
        return update(bytes, 0, bytes.length);
    }

    /** Raw bytes, without a length. */
    public Hasher update(byte[] bytes, int offset, int length) {
        if (length > buffer.length - filled) {
            flush();
        }
        if (length > buffer.length) {
            sha256.update(bytes, offset, length);
        } else {
            System.arraycopy(bytes, offset, buffer, filled, length);
            filled += length;
        }
        return this;
    }

    /** Raw bytes, without a length. */
    public Hasher update(ByteBuffer bytes) {
        flush();
        sha256.update(bytes);
        return this;
    }

    private void flush() {
        sha256.update(buffer, 0, filled);
        filled = 0;
    }

    public Hasher put(long value) {
        if (filled > buffer.length - Long.BYTES) {
            flush();
        }
        for (int shift = 56; shift >= 0; shift -= 8) {
            buffer[filled++] = (byte) (value >>> shift);
        }
        return this;
    }

    public Hasher put(boolean value) {
        if (filled == buffer.length) {
            flush();
        }
        buffer[filled++] = (byte) (value ? 1 : 0);
        return this;
    }

    public Hasher put(byte[] value) {
        return put((long) value.length).update(value);
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
        flush();
        return Digest.ofRaw(sha256.digest());
    }
}
