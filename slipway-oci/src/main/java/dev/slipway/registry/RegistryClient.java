// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import dev.slipway.digest.Digest;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageIndex;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * Talks to registries (OCI distribution 1.1, and docker's before it). Safe for many threads; nothing is opened before the
 * first request. Reads go to the mirrors first, writes always to the registry itself.
 *
 * <p>Failures are {@link dev.slipway.text.RegistryException}, whose message names registry, repository, act, status and
 * remedy. {@link IOException} means that the caller's own sink or source failed.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class RegistryClient implements AutoCloseable {
    private final RegistryConfig config;
    private final CredentialSource credentials;

    public RegistryClient(RegistryConfig config, CredentialSource credentials) {
        this.config = config;
        this.credentials = credentials;
    }

    private UnsupportedOperationException later() {
        return new UnsupportedOperationException(config.toString() + credentials);
    }

    /** What a tag names, without fetching it; empty when the registry has no such tag or digest. */
    public Optional<Descriptor> resolve(ImageReference image) {
        throw later();
    }

    /** Fetches a manifest or index by digest, else by tag, verified. */
    public FetchedManifest fetchManifest(ImageReference image) {
        throw later();
    }

    /**
     * Opens a blob. The stream goes on by itself after a dropped connection, and throws a RegistryException at its end
     * if digest or size are not the descriptor's: trust nothing before {@code read} gave -1.
     */
    public InputStream openBlob(ImageReference repository, Descriptor blob, Transfer progress) {
        throw later();
    }

    /** Copies a blob into a sink, verified; on failure what the sink got is worthless. */
    public void fetchBlob(ImageReference repository, Descriptor blob, OutputStream sink, Transfer progress)
            throws IOException {
        throw later();
    }

    /** A small blob, such as a configuration, verified. */
    public byte[] fetchBytes(ImageReference repository, Descriptor blob, int maxBytes) {
        throw later();
    }

    /** Whether the registry itself (not a mirror) has the blob. */
    public boolean hasBlob(ImageReference repository, Digest digest) {
        throw later();
    }

    /**
     * Sends a blob unless it is there, or can be mounted.
     *
     * @param mountFrom a repository of the same registry that probably has the blob
     * @return whether bytes were sent
     */
    public boolean pushBlob(
            ImageReference repository,
            Descriptor blob,
            BlobSource source,
            Optional<ImageReference> mountFrom,
            Transfer progress)
            throws IOException {
        throw later();
    }

    /** Sends a blob of unknown digest and length while it is made, in chunks held in memory one at a time. */
    public Descriptor pushBlob(ImageReference repository, MediaType type, BlobContent content, Transfer progress)
            throws IOException {
        throw later();
    }

    /** Sends a manifest or index under the reference's tag, or under its own digest when there is none. */
    public Digest pushManifest(ImageReference image, MediaType type, byte[] bytes) {
        throw later();
    }

    /** All tags, sorted as the registry gives them. */
    public List<String> tags(ImageReference repository) {
        throw later();
    }

    /** What refers to a manifest: by the referrers API, else by the fallback tag. */
    public ImageIndex referrers(ImageReference repository, Digest subject, Optional<String> artifactType) {
        throw later();
    }

    /** Deletes a tag or manifest. */
    public void delete(ImageReference image) {
        throw later();
    }

    /** Deletes a blob. */
    public void deleteBlob(ImageReference repository, Digest digest) {
        throw later();
    }

    /** Ends idle connections. */
    @Override
    public void close() {}
}
