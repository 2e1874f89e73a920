// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import org.jspecify.annotations.Nullable;

/** Something that is told of a step while it runs, by a thread of its own: the step need not wait for it. */
final class Telling implements AutoCloseable {
    private final Thread thread;
    private volatile @Nullable RuntimeException failure;

    Telling(Runnable work) {
        this.thread = Thread.ofPlatform().name("slipway-why").daemon().start(() -> run(work));
    }

    private void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Waits until it is told; what failed in it fails here. */
    @Override
    public void close() {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        RuntimeException failed = failure;
        if (failed != null) {
            throw failed;
        }
    }
}
