// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import dev.slipway.digest.Digest;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageReference;
import dev.slipway.registry.RegistryClient;
import dev.slipway.registry.Transfer;
import dev.slipway.snapshot.BlobWriter;
import dev.slipway.text.HostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Sends large blobs to the registry while they are packed, where all goes to one repository. Until the publication nothing
 * is there but unfinished uploads, which are taken back when there is none.
 */
public final class EarlyPush implements AutoCloseable {
    private static final int AT_ONCE = 4;
    // less than a build that is interrupted has for its end
    private static final Duration FOR_ALL = Duration.ofMillis(700);

    /** Nothing is sent early. */
    static final EarlyPush NONE = new EarlyPush(Optional.empty(), () -> {
        throw new IllegalStateException("nothing is sent early");
    });

    private final Optional<ImageReference> repository;
    private final Supplier<RegistryClient> registry;
    private final List<EarlyBlob> begun = new ArrayList<>();
    private final Map<Digest, EarlyBlob> made = new HashMap<>();
    private final Semaphore width = new Semaphore(AT_ONCE);
    private boolean closed;

    private EarlyPush(Optional<ImageReference> repository, Supplier<RegistryClient> registry) {
        this.repository = repository;
        this.registry = registry;
    }

    /** For images that go to these outputs. */
    static EarlyPush of(List<OutputSpec> outputs, Supplier<RegistryClient> registry) {
        Optional<ImageReference> only = repository(outputs);
        return only.isEmpty() ? NONE : new EarlyPush(only, registry);
    }

    // the one that all outputs go to; images that go elsewhere as well may have layers that this one never gets
    private static Optional<ImageReference> repository(List<OutputSpec> outputs) {
        Optional<ImageReference> only = Optional.empty();
        for (OutputSpec output : outputs) {
            if (output instanceof OutputSpec.CacheOnly) {
                continue;
            }
            if (!isPush(output)) {
                return Optional.empty();
            }
            for (ImageReference name : output.ofImage().orElseThrow().names()) {
                if (only.isPresent() && !only.get().name().equals(name.name())) {
                    return Optional.empty();
                }
                only = Optional.of(name.withoutVersion());
            }
        }
        return only;
    }

    private static boolean isPush(OutputSpec output) {
        return output instanceof OutputSpec.Registry || (output instanceof OutputSpec.Image image && image.push());
    }

    /** A blob is large, and goes on; absent when it is not to be sent yet. */
    synchronized Optional<EarlyBlob> begin(BlobWriter writer) {
        if (closed || repository.isEmpty() || !width.tryAcquire()) {
            return Optional.empty();
        }
        try {
            EarlyBlob blob = EarlyBlob.begin(
                    new GrowingFile(writer.reading()),
                    () -> registry.get().earlyUpload(repository.get()),
                    width::release);
            begun.add(blob);
            return Optional.of(blob);
        } catch (HostException _) {
            // the pack goes on without
            width.release();
            return Optional.empty();
        }
    }

    /** What is sent is whole, and this. */
    synchronized void made(Digest digest, EarlyBlob blob) {
        made.put(digest, blob);
    }

    /** What is sent is of no use unless it is whole. */
    synchronized void abandon(EarlyBlob blob) {
        if (!made.containsValue(blob)) {
            blob.cancel();
        }
    }

    /**
     * Publishes the blob, if it was sent.
     *
     * @return whether the repository has it by this; if not, it must be sent
     */
    boolean finish(ImageReference to, Descriptor blob, Transfer progress) throws InterruptedException {
        Optional<EarlyBlob> sent = take(to, blob.digest());
        if (sent.isEmpty() || !sent.get().finish(blob, progress)) {
            return false;
        }
        finished(sent.get());
        return true;
    }

    private synchronized void finished(EarlyBlob blob) {
        begun.remove(blob);
    }

    private synchronized Optional<EarlyBlob> take(ImageReference to, Digest digest) {
        boolean here = repository.isPresent() && repository.get().name().equals(to.name());
        return here ? Optional.ofNullable(made.remove(digest)) : Optional.empty();
    }

    /** Takes back what was not published, and waits for that a moment. */
    @Override
    public void close() {
        List<EarlyBlob> left = left();
        if (left.isEmpty()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            Duration patience = FOR_ALL;
            for (EarlyBlob blob : left) {
                long start = System.nanoTime();
                blob.awaitCancelled(patience);
                patience = patience.minusNanos(System.nanoTime() - start);
            }
        } catch (InterruptedException _) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<EarlyBlob> left() {
        closed = true;
        begun.forEach(EarlyBlob::cancel);
        return List.copyOf(begun);
    }
}
