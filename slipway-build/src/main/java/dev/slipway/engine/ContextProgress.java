// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.digest.Digest;
import dev.slipway.graph.Step;
import dev.slipway.progress.Progress;
import java.util.HashSet;
import java.util.Set;

/** Tells of the reading of a context, once for each, however often it is read from. */
final class ContextProgress {
    private final Progress progress;
    private final Set<Digest> told = new HashSet<>();

    ContextProgress(Progress progress) {
        this.progress = progress;
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
        progress.started(context.digest());
        try {
            Digest digest = reading.read();
            progress.done(context.digest());
            return digest;
        } catch (RuntimeException e) {
            progress.failed(context.digest(), e);
            throw e;
        }
    }
}
