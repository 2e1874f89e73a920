// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Optional;

/** A response whose body is still to be read, and must be closed. */
record Answer(int status, HttpHeaders headers, URI uri, InputStream body) implements AutoCloseable {
    private static final int WORTH_READING = 64 << 10;

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The whole body, as far as the limit; one more byte tells that there was more. */
    byte[] read(int limit) throws IOException {
        return body.readNBytes(limit + 1);
    }

    /** Reads a small rest, so that the connection can be used again, and lets go. */
    @Override
    public void close() {
        try (body) {
            body.skipNBytes(WORTH_READING);
        } catch (IOException _) {
            // the end, as hoped, or a connection that is of no use any more
        }
    }

    /** Lets go at once. */
    void abandon() {
        try {
            body.close();
        } catch (IOException _) {
            // nothing was promised
        }
    }
}
