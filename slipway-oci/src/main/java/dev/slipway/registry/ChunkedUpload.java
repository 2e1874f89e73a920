// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import dev.slipway.digest.Hasher;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.MediaType;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Optional;

/**
 * Sends a blob whose digest and length come last: a session, a PATCH for each full chunk, a PUT with the digest. One chunk
 * is held, so that it can be sent again. Not for use by several threads.
 */
final class ChunkedUpload extends OutputStream {
    static final int CHUNK = 4 << 20;
    // what a registry may ask for by OCI-Chunk-Min-Length
    private static final int MAX_CHUNK = 64 << 20;
    private static final int FIRST_BUFFER = 64 << 10;

    private final Wire wire;
    private final Call call;
    private final String repository;
    private final Transfer progress;
    private final Hasher hasher = new Hasher();
    private byte[] chunk = new byte[FIRST_BUFFER];
    private int filled;
    private int limit = CHUNK;
    private long sent;
    private Optional<URI> session = Optional.empty();

    ChunkedUpload(Wire wire, Call call, String repository, Transfer progress) {
        this.wire = wire;
        this.call = call;
        this.repository = repository;
        this.progress = progress;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        hasher.update(bytes, offset, length);
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == limit) {
                patch();
            }
            int count = Math.min(left, limit - filled);
            grow(filled + count);
            System.arraycopy(bytes, from, chunk, filled, count);
            filled += count;
            from += count;
            left -= count;
        }
    }

    private void grow(int wanted) {
        if (wanted > chunk.length) {
            chunk = Arrays.copyOf(chunk, Math.min(limit, Math.max(wanted, 2 * chunk.length)));
        }
    }

    private void patch() {
        if (session.isEmpty()) {
            try (Answer answer = wire.send(BlobUpload.post(call, repository, ""), 202)) {
                session = Optional.of(BlobUpload.session(call, answer));
                raiseLimit(answer);
                if (filled < limit) {
                    return;
                }
            }
        }
        int done = 0;
        for (int attempt = 1; done < filled; attempt++) {
            done = patch(done, attempt);
        }
        sent += filled;
        filled = 0;
        progress.at(sent, 0);
    }

    private void raiseLimit(Answer answer) {
        answer.header("OCI-Chunk-Min-Length").ifPresent(text -> {
            try {
                limit = Math.max(limit, Math.clamp(Long.parseLong(text.strip()), CHUNK, MAX_CHUNK));
            } catch (NumberFormatException _) {
                // then ours
            }
        });
    }

    // how much of the chunk the registry has after this
    private int patch(int done, int attempt) {
        URI at = session.orElseThrow();
        String range = (sent + done) + "-" + (sent + filled - 1);
        Call patch = new Call(call.act(), call.endpoint(), "PATCH", at, call.scope())
                .with("Content-Type", "application/octet-stream")
                .with("Content-Range", range)
                .withBody(filled - done, () -> BodyPublishers.ofByteArray(chunk, done, filled - done));
        boolean last = attempt >= wire.backoff().attempts();
        Optional<String> retryAfter = Optional.empty();
        try {
            Answer answer = wire.sendOnce(patch);
            if (answer.status() == 202 || answer.status() == 204) {
                session = Optional.of(BlobUpload.session(call, answer));
                answer.close();
                return filled;
            }
            if (last || !(Backoff.isTransient(answer.status()) || answer.status() == 416)) {
                throw wire.failure(patch, answer);
            }
            retryAfter = answer.header("Retry-After");
            answer.close();
        } catch (IOException e) {
            if (last || Wire.isHopeless(e)) {
                throw Failures.unreachable(patch, e);
            }
        }
        wire.sleep(call, wire.backoff().pause(attempt, retryAfter));
        return arrived();
    }

    // asks how far the registry got; only what is still held can be sent again
    private int arrived() {
        Call get = new Call(call.act(), call.endpoint(), "GET", session.orElseThrow(), call.scope());
        try (Answer answer = wire.send(get, 204)) {
            session = answer.header("Location")
                    .map(text -> Failures.location(call, answer.uri(), text))
                    .or(() -> session);
            long have = end(answer.header("Range").orElse("")) - sent;
            if (have < 0 || have > filled) {
                throw Failures.wrong(call, "lost part of the upload: begin again");
            }
            return (int) have;
        }
    }

    // "0-1023" is 1024 bytes; docker's registry says "0-0" for none
    private static long end(String range) {
        int dash = range.indexOf('-');
        try {
            long last = Long.parseLong(range.substring(dash + 1).strip());
            return last == 0 ? 0 : last + 1;
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    /** Ends the upload. */
    Descriptor finish(MediaType type) throws IOException {
        Descriptor blob = Descriptor.of(type, hasher.digest(), sent + filled);
        if (session.isEmpty()) {
            byte[] whole = Arrays.copyOf(chunk, filled);
            new BlobUpload(wire, call, repository, blob, BlobSource.of(whole), progress).run(Optional.empty());
            return blob;
        }
        if (filled > 0) {
            patch();
        }
        URI uri = BlobUpload.withDigest(session.orElseThrow(), blob);
        Call put = new Call(call.act(), call.endpoint(), "PUT", uri, call.scope())
                .with("Content-Type", "application/octet-stream");
        wire.send(put, 201, 204).close();
        return blob;
    }
}
