// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Hands bytes on, and learns their digest and how many they are. Not for use by several threads. */
public final class DigestingOutputStream extends FilterOutputStream {
    private final Hasher hasher = new Hasher();
    private long size;

    /** @param out closed with this stream */
    public DigestingOutputStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        hasher.update(bytes, offset, length);
        size += length;
    }

    /** The digest of all that was written since the last call. */
    public Digest digest() {
        return hasher.digest();
    }

    /** How many bytes were written. */
    public long size() {
        return size;
    }
}
