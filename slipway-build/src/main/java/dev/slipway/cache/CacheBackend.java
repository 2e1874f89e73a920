// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.oci.Descriptor;
import dev.slipway.registry.BlobSource;
import dev.slipway.registry.Transfer;
import dev.slipway.text.SlipwayException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A place that keeps a cache: one document, and blobs by their digests. May be used from several threads. What fails is a
 * {@link SlipwayException} or an {@link IOException} whose message says what to do; neither holds credentials.
 */
public interface CacheBackend {
    /** As progress and warnings name it, such as {@code registry.example/app:cache}. */
    String name();

    /**
     * The document; empty when there is none yet.
     *
     * @throws MalformedCacheException if what is there is another thing
     */
    Optional<CacheDocument> load() throws IOException, InterruptedException;

    /**
     * Reads, merges and writes the document, until ours is in what is there: no writer loses another's. The blobs that it
     * names are there already.
     */
    void publish(Merge merge) throws IOException, InterruptedException;

    /** Whether the blob need not be sent. */
    boolean hasBlob(Descriptor blob) throws IOException, InterruptedException;

    /** Puts a blob in, unless it turns out to be there. */
    void putBlob(Descriptor blob, BlobSource source, Transfer progress) throws IOException, InterruptedException;

    /** The bytes of a blob; trust nothing before the end was read: it fails there if they are not the descriptor's. */
    InputStream openBlob(Descriptor blob, Transfer progress) throws IOException;
}
