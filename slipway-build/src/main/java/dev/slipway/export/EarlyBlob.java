// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import dev.slipway.oci.Descriptor;
import dev.slipway.registry.EarlyUpload;
import dev.slipway.registry.Transfer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A blob on its way to a registry while it is packed. */
final class EarlyBlob {
    // what a registry that takes nothing may hold the publication up for
    private static final Duration STALLED = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 100;
    // a registry that listens answers at once when the content ends; one that doesn't is left
    private static final Duration TO_END = Duration.ofMillis(200);

    private final GrowingFile file;
    private final FutureTask<Boolean> sending;
    private final Thread sender;
    private volatile @Nullable EarlyUpload upload;
    private @Nullable Thread canceller;

    private EarlyBlob(GrowingFile file, Supplier<EarlyUpload> uploads, Runnable done) {
        this.file = file;
        this.sending = new FutureTask<>(() -> send(uploads, done));
        this.sender = Thread.startVirtualThread(sending);
    }

    /**
     * Begins to send.
     *
     * @param uploads asked for one on the thread that sends
     * @param done told when that is over, however it went
     */
    static EarlyBlob begin(GrowingFile file, Supplier<EarlyUpload> uploads, Runnable done) {
        return new EarlyBlob(file, uploads, done);
    }

    private boolean send(Supplier<EarlyUpload> uploads, Runnable done) throws IOException {
        try (file) {
            EarlyUpload made = uploads.get();
            upload = made;
            return made.send(file);
        } finally {
            done.run();
        }
    }

    GrowingFile file() {
        return file;
    }

    /**
     * Waits until all is sent and gives it its name; where that doesn't go well, or the registry has the blob already, what
     * was sent is taken back.
     *
     * @return whether the registry has the blob by this
     */
    boolean finish(Descriptor blob, Transfer progress) throws InterruptedException {
        EarlyUpload begun = upload;
        if (begun != null && begun.isNew(blob) && isSent(blob, progress) && begun.commit(blob)) {
            progress.at(blob.size(), blob.size());
            return true;
        }
        cancel();
        return false;
    }

    private boolean isSent(Descriptor blob, Transfer progress) throws InterruptedException {
        long before = -1;
        int idle = 0;
        while (idle * LOOK_MILLIS < STALLED.toMillis()) {
            try {
                return sending.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (ExecutionException _) {
                return false;
            } catch (TimeoutException _) {
                long now = file.taken();
                idle = now == before ? idle + 1 : 0;
                before = now;
                progress.at(Math.min(now, blob.size() - 1), blob.size());
            }
        }
        return false;
    }

    /** Takes back what was sent, behind the caller's back. */
    synchronized void cancel() {
        if (canceller == null) {
            file.stop();
            canceller = Thread.startVirtualThread(this::takeBack);
        }
    }

    private void takeBack() {
        try {
            if (!sender.join(TO_END)) {
                sender.interrupt();
                sender.join(TO_END);
            }
            EarlyUpload begun = upload;
            if (begun != null) {
                begun.cancel();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until it is taken back. */
    void awaitCancelled(Duration most) throws InterruptedException {
        Thread cancelling = canceller();
        if (cancelling != null && most.isPositive()) {
            cancelling.join(most);
        }
    }

    private synchronized @Nullable Thread canceller() {
        return canceller;
    }
}
