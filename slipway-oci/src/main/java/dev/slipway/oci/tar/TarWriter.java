// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Writes a tar as Go's {@code archive/tar} does with {@code FormatPAX}: ustar headers, and PAX records only for what does
 * not fit. Times are cut to seconds. Not for use by several threads.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class TarWriter implements AutoCloseable {
    private final OutputStream out;

    /** @param out takes large writes; closed with the writer */
    public TarWriter(OutputStream out) {
        this.out = out;
    }

    /** Writes an entry without content. */
    public void put(TarEntry entry) throws IOException {
        put(entry, new byte[0]);
    }

    /** Writes an entry with this content, whose length must be the entry's size. */
    public void put(TarEntry entry, byte[] content) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Writes an entry with the stream's content, which must hold exactly the entry's size. The stream stays open. */
    public void put(TarEntry entry, InputStream content) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Ends the tar and closes the stream. */
    @Override
    public void close() throws IOException {
        out.close();
    }
}
