// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import dev.slipway.oci.Descriptor;
import dev.slipway.text.RegistryException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Sends one blob of known digest: asks first, mounts if it may, else POST and one PUT; all again after a break. */
final class BlobUpload {
    private final Wire wire;
    private final Call call;
    private final String repository;
    private final Descriptor blob;
    private final BlobSource source;
    private final Transfer progress;
    private final AtomicReference<Optional<IOException>> sourceFailure = new AtomicReference<>(Optional.empty());

    /** @param call of any method and path: for its act, endpoint and scope */
    BlobUpload(Wire wire, Call call, String repository, Descriptor blob, BlobSource source, Transfer progress) {
        this.wire = wire;
        this.call = call;
        this.repository = repository;
        this.blob = blob;
        this.source = source;
        this.progress = progress;
    }

    /** @return whether bytes were sent */
    boolean run(Optional<String> mountFrom) throws IOException {
        if (isThere()) {
            return false;
        }
        Optional<URI> session = start(mountFrom);
        if (session.isEmpty()) {
            return false;
        }
        for (int attempt = 1; ; attempt++) {
            try {
                put(session.get(), attempt >= wire.backoff().attempts());
                return true;
            } catch (Retry e) {
                wire.sleep(call, wire.backoff().pause(attempt, e.retryAfter));
                // the bytes may have arrived, and only the answer been lost
                if (isThere()) {
                    return true;
                }
                session = start(Optional.empty());
            }
        }
    }

    private boolean isThere() {
        Call head = new Call(
                call.act(),
                call.endpoint(),
                "HEAD",
                call.endpoint().uri(repository + "/blobs/" + blob.digest()),
                call.scope());
        try (Answer answer = wire.send(head, 200, 404)) {
            return answer.status() == 200;
        }
    }

    // empty when the registry mounted the blob
    private Optional<URI> start(Optional<String> mountFrom) {
        String query = mountFrom
                .map(from -> "?mount=" + blob.digest() + "&from=" + from)
                .orElse("");
        try (Answer answer = wire.send(post(call, repository, query), 201, 202)) {
            return answer.status() == 201 ? Optional.empty() : Optional.of(session(call, answer));
        } catch (RegistryException e) {
            // no right to read the other repository: then without it
            if (mountFrom.isPresent() && (e.status() == 401 || e.status() == 403 || e.status() == 404)) {
                return start(Optional.empty());
            }
            throw e;
        }
    }

    static Call post(Call call, String repository, String query) {
        URI uri = call.endpoint().uri(repository + "/blobs/uploads/" + query);
        return new Call(call.act(), call.endpoint(), "POST", uri, call.scope());
    }

    static URI session(Call call, Answer answer) {
        Optional<String> location = answer.header("Location");
        if (location.isEmpty()) {
            throw Failures.wrong(call, "began an upload but named no place for it");
        }
        return Failures.location(call, answer.uri(), location.get());
    }

    static URI withDigest(URI session, Descriptor blob) {
        return URI.create(session + (session.getRawQuery() == null ? "?" : "&") + "digest=" + blob.digest());
    }

    private void put(URI session, boolean last) throws Retry, IOException {
        Call put = new Call(call.act(), call.endpoint(), "PUT", withDigest(session, blob), call.scope())
                .with("Content-Type", "application/octet-stream")
                .withBody(blob.size(), this::body);
        Answer answer;
        try {
            answer = wire.sendOnce(put);
        } catch (IOException e) {
            Optional<IOException> ours = sourceFailure.get();
            if (ours.isPresent()) {
                throw ours.get();
            }
            if (last || Wire.isHopeless(e)) {
                throw Failures.unreachable(put, e);
            }
            throw new Retry(Optional.empty());
        }
        // 404 and 416: the registry lost the session
        boolean again = Backoff.isTransient(answer.status()) || answer.status() == 404 || answer.status() == 416;
        if (!last && again) {
            answer.close();
            throw new Retry(answer.header("Retry-After"));
        }
        if (answer.status() != 201 && answer.status() != 204) {
            throw wire.failure(put, answer);
        }
        answer.close();
    }

    private BodyPublisher body() {
        if (blob.size() == 0) {
            return BodyPublishers.noBody();
        }
        return StreamBody.of(
                () -> {
                    try {
                        return new Watched(source.open());
                    } catch (IOException e) {
                        sourceFailure.set(Optional.of(e));
                        throw e;
                    }
                },
                blob.size());
    }

    /** The session is gone; begin anew. */
    private static final class Retry extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Optional<String> retryAfter;

        Retry(Optional<String> retryAfter) {
            super(null, null, false, false);
            this.retryAfter = retryAfter;
        }
    }

    /** Tells how far it is, and whose failure it was. */
    private final class Watched extends FilterInputStream {
        private long at;

        Watched(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                int count = in.read(into, offset, length);
                at += Math.max(0, count);
                if (count > 0) {
                    progress.at(at, blob.size());
                }
                if (count < 0 && at < blob.size()) {
                    throw new IOException("the blob " + blob.digest() + " has " + at + " bytes, not " + blob.size());
                }
                return count;
            } catch (IOException e) {
                sourceFailure.set(Optional.of(e));
                throw e;
            }
        }
    }
}
