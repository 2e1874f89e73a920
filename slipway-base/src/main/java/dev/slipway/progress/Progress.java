// SPDX-License-Identifier: Apache-2.0
package dev.slipway.progress;

import dev.slipway.digest.Digest;
import dev.slipway.task.Task;
import java.time.Clock;
import java.util.List;

/** Tells a sink what happens to steps, and when. May be called from many threads. */
public record Progress(ProgressSink sink, Clock clock) {
    public void declared(Digest step, String name, List<Digest> inputs) {
        sink.accept(new ProgressEvent.Declared(step, name, inputs));
    }

    public void started(Digest step) {
        sink.accept(new ProgressEvent.Started(step, clock.instant()));
    }

    public void cached(Digest step) {
        sink.accept(new ProgressEvent.Cached(step, clock.instant()));
    }

    /** Tells why a step runs that has begun. */
    public void because(Digest step, String reason) {
        sink.accept(new ProgressEvent.Because(step, clock.instant(), reason));
    }

    public void done(Digest step) {
        sink.accept(new ProgressEvent.Done(step, clock.instant()));
    }

    public void failed(Digest step, Exception failure) {
        failed(step, String.valueOf(failure.getMessage()));
    }

    public void failed(Digest step, String error) {
        sink.accept(new ProgressEvent.Failed(step, clock.instant(), error));
    }

    public void cancelled(Digest step) {
        sink.accept(new ProgressEvent.Cancelled(step, clock.instant()));
    }

    public void output(Digest step, ProgressEvent.Stream stream, String text) {
        sink.accept(new ProgressEvent.Output(step, clock.instant(), stream, text));
    }

    /** So much of a part has been moved; it is complete when that is all of a total that is known. */
    public void moved(Digest step, String part, long currentBytes, long totalBytes) {
        boolean completed = totalBytes > 0 && currentBytes >= totalBytes;
        sink.accept(new ProgressEvent.Status(step, clock.instant(), part, currentBytes, totalBytes, completed));
    }

    /** A part that need not be moved: it is there. */
    public void isThere(Digest step, String part, long bytes) {
        sink.accept(new ProgressEvent.Status(step, clock.instant(), part, bytes, bytes, true));
    }

    /**
     * Runs the work of a step that was declared, from its start to its end. What fails while we are interrupted was
     * cancelled: the failure is the cause of the exception.
     *
     * @param name for the message of that exception
     */
    public <T, E extends Exception> T watched(Digest step, String name, Task<T, E> work)
            throws E, InterruptedException {
        started(step);
        try {
            T result = work.run();
            done(step);
            return result;
        } catch (InterruptedException e) {
            cancelled(step);
            throw e;
        } catch (Exception e) {
            if (Thread.interrupted()) {
                cancelled(step);
                throw (InterruptedException) new InterruptedException(name).initCause(e);
            }
            failed(step, e);
            throw e;
        }
    }
}
