// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads a tar entry by entry, streaming. Not for use by several threads. */
@SuppressWarnings("DoNotCallSuggester")
public final class TarReader implements AutoCloseable {
    private final InputStream in;

    /** @param in the uncompressed tar; buffered here, closed with the reader */
    public TarReader(InputStream in) {
        this.in = in;
    }

    /**
     * The next entry; what was left of the last one's content is skipped. Empty at the end.
     *
     * @throws MalformedTarException naming the entry and the byte offset
     */
    public Optional<TarEntry> next() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The content of the current entry; ends with it; closing does nothing. */
    public InputStream content() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
