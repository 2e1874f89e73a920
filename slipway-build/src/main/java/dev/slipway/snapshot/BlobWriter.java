// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import java.io.OutputStream;
import java.nio.channels.FileChannel;

/** A blob being written to one side. Closing it without a commit throws it away. */
public abstract class BlobWriter extends OutputStream {
    BlobWriter() {}

    @Override
    public abstract void write(int b);

    @Override
    public abstract void write(byte[] bytes, int offset, int length);

    /** How many bytes were written. */
    public abstract long size();

    /** Opens what was written, and will be, for reading; stays open, and the bytes there, whatever becomes of the blob. */
    public abstract FileChannel reading();

    /** Puts the blob into the store under its own digest, which is given back. */
    public abstract Digest commit();

    /** Puts it in, if digest and size are these; else throws it away and says which differs. */
    public abstract void commit(Digest expected, long size);

    @Override
    public abstract void close();
}
