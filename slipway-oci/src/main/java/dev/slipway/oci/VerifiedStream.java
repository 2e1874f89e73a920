// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A blob that is what its descriptor says, or fails at its end with {@link MalformedImageException}. */
public final class VerifiedStream extends FilterInputStream {
    private final Descriptor blob;
    private final String where;
    private final Hasher hasher = new Hasher();
    private final byte[] one = new byte[1];
    private long at;
    private boolean verified;

    /** @param where for messages: what the blob is read from */
    public VerifiedStream(InputStream in, Descriptor blob, String where) {
        super(in);
        this.blob = blob;
        this.where = where;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = in.read(into, offset, length);
        if (count < 0) {
            verify();
            return count;
        }
        at += count;
        if (at > blob.size()) {
            throw fault("it has more than the " + blob.size() + " bytes that its descriptor says");
        }
        hasher.update(into, offset, count);
        return count;
    }

    private void verify() throws MalformedImageException {
        if (verified) {
            return;
        }
        if (at < blob.size()) {
            throw fault("it has " + at + " bytes; its descriptor says " + blob.size());
        }
        Digest found = hasher.digest();
        if (!found.equals(blob.digest())) {
            throw fault("its bytes have the digest " + found);
        }
        verified = true;
    }

    private MalformedImageException fault(String what) {
        return new MalformedImageException(where + ": blob " + blob.digest() + ": " + what);
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] scratch = new byte[Math.clamp(count, 1, 64 << 10)];
        return count <= 0 ? 0 : Math.max(0, read(scratch, 0, scratch.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
