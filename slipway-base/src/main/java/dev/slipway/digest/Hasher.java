// SPDX-License-Identifier: Apache-2.0
package dev.slipway.digest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Digest} of bytes or of structured values. The structured forms are unambiguous: each string is
 * preceded by its length, each collection by its size, and what is absent differs from what is empty. Not for use by
 * several threads.
 */
public final class Hasher {
    // values are small and many: they are collected; what is more than this goes to the platform's SHA-256
    private static final int FEW_BYTES = 16384;

    private byte[] buffer = new byte[256];
    private int filled;
    private long handled;
    private @Nullable LongHash platform;

    /** Raw bytes, without a length. */
    public Hasher update(byte[] bytes) {
        return update(bytes, 0, bytes.length);
    }

    /** Raw bytes, without a length. */
    public Hasher update(byte[] bytes, int offset, int length) {
        if (length > FEW_BYTES - filled) {
            flush();
        }
        if (length > FEW_BYTES) {
            platform().update(bytes, offset, length);
        } else {
            makeRoom(length);
            System.arraycopy(bytes, offset, buffer, filled, length);
            filled += length;
        }
        return this;
    }

    private void flush() {
        platform().update(buffer, 0, filled);
        filled = 0;
    }

    private LongHash platform() {
        if (platform == null) {
            platform = LongHash.start();
        }
        return platform;
    }

    private void makeRoom(int bytes) {
        if (bytes > buffer.length - filled) {
            buffer = Arrays.copyOf(buffer, Math.min(FEW_BYTES, Math.max(2 * buffer.length, filled + bytes)));
        }
    }

    public Hasher put(long value) {
        if (filled > FEW_BYTES - Long.BYTES) {
            flush();
        }
        makeRoom(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            buffer[filled++] = (byte) (value >>> shift);
        }
        return this;
    }

    public Hasher put(boolean value) {
        if (filled == FEW_BYTES) {
            flush();
        }
        makeRoom(1);
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
        handled += filled;
        if (platform == null && handled <= FEW_BYTES) {
            Digest digest = Digest.ofRaw(Sha256.of(buffer, filled));
            filled = 0;
            return digest;
        }
        flush();
        return Digest.ofRaw(platform().digest());
    }
}
