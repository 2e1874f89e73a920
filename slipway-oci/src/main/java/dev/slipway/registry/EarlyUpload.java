// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import dev.slipway.oci.Descriptor;
import dev.slipway.text.RegistryException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;

/**
 * Sends a blob while it is still being made: a session and one PATCH that lasts as long as the making. Nothing is there
 * before {@link #commit} names it. Nothing is tried twice and no failure is thrown: whoever has to, sends it the ordinary
 * way.
 */
public final class EarlyUpload {
    // only for how long the request may last: as long as the blob takes
    private static final long OF_ANY_LENGTH = 1L << 40;

    private final Wire wire;
    private final Call call;
    private final String repository;
    private volatile Optional<URI> session = Optional.empty();

    /** @param call of any method and path: for its act, endpoint and scope */
    EarlyUpload(Wire wire, Call call, String repository) {
        this.wire = wire;
        this.call = call;
        this.repository = repository;
    }

    /**
     * Sends all that the source gives, and waits for it.
     *
     * @return whether the registry took it
     */
    public boolean send(BlobSource source) {
        try {
            Optional<URI> begun = session(BlobUpload.post(call, repository, ""), 202);
            session = begun;
            if (begun.isEmpty()) {
                return false;
            }
            Optional<URI> sent = session(
                    at("PATCH", begun.get())
                            .with("Content-Type", "application/octet-stream")
                            .withBody(OF_ANY_LENGTH, () -> StreamBody.of(source)),
                    202,
                    204);
            session = sent.or(() -> begun);
            return sent.isPresent();
        } catch (IOException | RegistryException _) {
            return false;
        }
    }

    private Optional<URI> session(Call request, Integer... expected) throws IOException {
        try (Answer answer = wire.sendOnce(request)) {
            for (int status : expected) {
                if (answer.status() == status) {
                    return Optional.of(BlobUpload.session(request, answer));
                }
            }
            return Optional.empty();
        }
    }

    /** Whether the registry says that it has no such blob. */
    public boolean isNew(Descriptor blob) {
        return answers(at("HEAD", call.endpoint().uri(repository + "/blobs/" + blob.digest())), 404, 404);
    }

    /**
     * Gives what was sent its name.
     *
     * @return whether the registry has the blob now
     */
    public boolean commit(Descriptor blob) {
        Optional<URI> sent = session;
        if (sent.isEmpty()) {
            return false;
        }
        Call put = at("PUT", BlobUpload.withDigest(sent.get(), blob))
                .with("Content-Type", "application/octet-stream")
                // some registries copy the blob before they answer: as long as for one that comes with the request
                .withBody(blob.size(), BodyPublishers::noBody);
        boolean there = answers(put, 201, 204);
        session = there ? Optional.empty() : sent;
        return there;
    }

    /** Has the registry forget what was sent; if it doesn't, it does so in its own time. */
    public void cancel() {
        session.ifPresent(sent -> answers(at("DELETE", sent), 202, 204));
        session = Optional.empty();
    }

    private Call at(String method, URI uri) {
        return new Call(call.act(), call.endpoint(), method, uri, call.scope());
    }

    private boolean answers(Call request, int good, int alsoGood) {
        try (Answer answer = wire.sendOnce(request)) {
            return answer.status() == good || answer.status() == alsoGood;
        } catch (IOException | RegistryException _) {
            return false;
        }
    }
}
