// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import dev.slipway.digest.Digest;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageConfig;
import dev.slipway.oci.ImageIndex;
import dev.slipway.oci.ImageManifest;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.MalformedImageException;
import dev.slipway.oci.MediaType;
import dev.slipway.text.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Talks to registries (OCI distribution 1.1, and docker's before it). Safe for many threads; nothing is opened before the
 * first request. Reads go to the mirrors first, writes always to the registry itself.
 *
 * <p>Failures are {@link RegistryException}, whose message names registry, repository, act, status and remedy.
 * {@link IOException} means that the caller's own sink or source failed.
 */
public final class RegistryClient implements AutoCloseable {
    private static final int BUFFER = 128 << 10;

    private final RegistryConfig config;
    private final Wire wire;

    public RegistryClient(RegistryConfig config, CredentialSource credentials) {
        this(config, credentials, Backoff.DEFAULT);
    }

    public RegistryClient(RegistryConfig config, CredentialSource credentials, Backoff backoff) {
        this(config, new Wire(credentials, backoff));
    }

    private RegistryClient(RegistryConfig config, Wire wire) {
        this.config = config;
        this.wire = wire;
    }

    /** The same, asking no mirror: for what is read to be written again. Shares the connections of this one. */
    public RegistryClient withoutMirrors() {
        return new RegistryClient(config.withoutMirrors(), wire);
    }

    /** Asks whether the registry is there and takes our credentials. */
    public void ping(String registry) {
        Endpoint endpoint = config.itself(registry);
        Call call = new Call("reach " + registry, endpoint, "GET", endpoint.uri(""), "");
        wire.send(call, 200).close();
    }

    /** What a tag names, without fetching it; empty when the registry has no such tag or digest. */
    public Optional<Descriptor> resolve(ImageReference image) {
        try {
            return Optional.of(reading(image, endpoint -> manifests(endpoint).resolve(image)));
        } catch (RegistryException e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Fetches a manifest or index by digest, else by tag, verified. */
    public FetchedManifest fetchManifest(ImageReference image) {
        return reading(image, endpoint -> manifests(endpoint).fetch(image));
    }

    /** The configuration of an image, verified. */
    public ImageConfig fetchConfig(ImageReference repository, ImageManifest manifest) {
        byte[] bytes = fetchBytes(repository, manifest.config(), ImageConfig.MAX_BYTES);
        try {
            return ImageConfig.read(bytes, repository.familiar() + ": image configuration");
        } catch (MalformedImageException e) {
            throw new RegistryException("malformed image: " + e.getMessage(), e);
        }
    }

    /**
     * Opens a blob. The stream goes on by itself after a dropped connection, and throws a RegistryException at its end
     * if digest or size are not the descriptor's: trust nothing before {@code read} gave -1.
     */
    public InputStream openBlob(ImageReference repository, Descriptor blob, Transfer progress) {
        return reading(repository, endpoint -> {
            Call call = new Call(
                    "fetch the blob " + blob.digest() + " of " + repository.familiarName(),
                    endpoint,
                    "GET",
                    blobUri(endpoint, repository, blob.digest()),
                    pull(repository));
            return new BlobStream(wire, call, blob, progress);
        });
    }

    /** Copies a blob into a sink, verified; on failure what the sink got is worthless. */
    public void fetchBlob(ImageReference repository, Descriptor blob, OutputStream sink, Transfer progress)
            throws IOException {
        try (InputStream in = openBlob(repository, blob, progress)) {
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sink.write(buffer, 0, count);
            }
        }
    }

    /** A small blob, such as a configuration, verified. */
    public byte[] fetchBytes(ImageReference repository, Descriptor blob, int maxBytes) {
        if (blob.size() > maxBytes) {
            throw new RegistryException(
                    "cannot fetch the blob " + blob.digest() + " of " + repository.familiarName()
                            + ": its manifest says " + blob.size() + " bytes; the limit is " + maxBytes,
                    0);
        }
        try (InputStream in = openBlob(repository, blob, Transfer.UNWATCHED)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new RegistryException("cannot fetch the blob " + blob.digest() + ": " + e.getMessage(), e);
        }
    }

    /** Whether the registry itself (not a mirror) has the blob. */
    public boolean hasBlob(ImageReference repository, Digest digest) {
        Call call = writing("look for the blob " + digest + " in " + repository.familiarName(), repository, "pull")
                .as("HEAD", "blobs/" + digest);
        try (Answer answer = wire.send(call, 200, 404)) {
            return answer.status() == 200;
        }
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
        Optional<String> from = mountFrom
                .filter(other -> other.registry().equals(repository.registry()))
                .map(ImageReference::repository)
                .filter(name -> !name.equals(repository.repository()));
        String rights =
                "pull,push" + from.map(name -> " repository:" + name + ":pull").orElse("");
        Call call = writing("push the blob " + blob.digest() + " to " + repository.familiarName(), repository, rights)
                .as("HEAD", "blobs/" + blob.digest());
        return new BlobUpload(wire, call, repository.repository(), blob, source, progress).run(from);
    }

    /** Sends a blob of unknown digest and length while it is made, in chunks held in memory one at a time. */
    public Descriptor pushBlob(ImageReference repository, MediaType type, BlobContent content, Transfer progress)
            throws IOException {
        Call call = writing("push a blob to " + repository.familiarName(), repository, "pull,push")
                .as("POST", "blobs/uploads/");
        ChunkedUpload upload = new ChunkedUpload(wire, call, repository.repository(), progress);
        content.writeTo(upload);
        return upload.finish(type);
    }

    /** For a blob that is to be sent before it is whole. */
    public EarlyUpload earlyUpload(ImageReference repository) {
        Call call = writing("push a blob to " + repository.familiarName(), repository, "pull,push")
                .as("POST", "blobs/uploads/");
        return new EarlyUpload(wire, call, repository.repository());
    }

    /** Sends a manifest or index under the reference's tag, or under its own digest when there is none. */
    public Digest pushManifest(ImageReference image, MediaType type, byte[] bytes) {
        return new Manifests(wire, config.itself(image.registry())).push(image, type, bytes);
    }

    /** All tags, in the registry's order. */
    public List<String> tags(ImageReference repository) {
        return reading(repository, endpoint -> new Listings(wire, endpoint).tags(repository));
    }

    /** What refers to a manifest: by the referrers API, else by the fallback tag. */
    public ImageIndex referrers(ImageReference repository, Digest subject, Optional<String> artifactType) {
        return new Listings(wire, config.itself(repository.registry())).referrers(repository, subject, artifactType);
    }

    /** Deletes a tag or manifest. */
    public void delete(ImageReference image) {
        Call call = writing("delete " + image.familiar(), image, "delete").as("DELETE", "manifests/" + image.version());
        wire.send(call, 202, 200, 204).close();
    }

    private Manifests manifests(Endpoint endpoint) {
        return new Manifests(wire, endpoint);
    }

    static String pull(ImageReference repository) {
        return "repository:" + repository.repository() + ":pull";
    }

    static URI blobUri(Endpoint endpoint, ImageReference repository, Digest digest) {
        return endpoint.uri(repository.repository() + "/blobs/" + digest);
    }

    /** A call that still lacks its method and path. */
    private record Writing(String act, Endpoint endpoint, String repository, String scope) {
        Call as(String method, String path) {
            return new Call(act, endpoint, method, endpoint.uri(repository + "/" + path), scope);
        }
    }

    private Writing writing(String act, ImageReference repository, String rights) {
        String scope = "repository:" + repository.repository() + ":" + rights;
        return new Writing(act, config.itself(repository.registry()), repository.repository(), scope);
    }

    // mirrors in order, then the registry; its failure counts, with a word on the mirrors
    private <T> T reading(ImageReference image, Function<Endpoint, T> attempt) {
        StringBuilder mirrors = new StringBuilder();
        for (Endpoint mirror : config.mirrors(image.registry())) {
            try {
                return attempt.apply(mirror);
            } catch (RegistryException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                mirrors.append("; before that, ").append(mirror);
                mirrors.append(e.status() == 0 ? " failed" : " answered " + e.status());
            }
        }
        try {
            return attempt.apply(config.itself(image.registry()));
        } catch (RegistryException e) {
            throw mirrors.isEmpty() ? e : new RegistryException(e.getMessage() + mirrors, e.status());
        }
    }

    /** Ends all connections. */
    @Override
    public void close() {
        wire.close();
    }
}
