// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.digest.Digest;
import dev.slipway.graph.Step;
import dev.slipway.progress.ProgressEvent;
import dev.slipway.progress.ProgressSink;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;

/** Tells of the reading of a context, once for each, however often it is read from. */
final class ContextProgress {
    private final ProgressSink sink;
    private final Clock clock;
    private final Set<Digest> told = new HashSet<>();

    ContextProgress(ProgressSink sink, Clock clock) {
        this.sink = sink;
        this.clock = clock;
    }

    interface Reading {
        Digest read() throws InterruptedException;
    }

    Digest watched(Step context, Reading reading) throws InterruptedException {
        synchronized (told) {
            if (!told.add(context.digest())) {
                return reading.read();
            }
        }
        sink.accept(new ProgressEvent.Started(context.digest(), clock.instant()));
        try {
            Digest digest = reading.read();
            sink.accept(new ProgressEvent.Done(context.digest(), clock.instant()));
            return digest;
        } catch (RuntimeException e) {
            String message = String.valueOf(e.getMessage());
            sink.accept(new ProgressEvent.Failed(context.digest(), clock.instant(), message));
            throw e;
        }
    }
}
