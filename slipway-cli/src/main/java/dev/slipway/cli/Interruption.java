// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs a command so that Ctrl-C or a TERM signal interrupts it, and waits a moment for it to clean up; what is not done by
 * then the end of the process does. The one owner of signals in this process.
 */
final class Interruption {
    private static final long PATIENCE_MILLIS = 900;

    private final Thread worker = Thread.currentThread();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final CountDownLatch done = new CountDownLatch(1);

    private Interruption() {}

    /**
     * Runs the work on this thread.
     *
     * @throws InterruptedException if it was asked to stop, whatever that made of the work
     */
    static <T> T guard(Callable<T> work) throws Exception {
        Interruption interruption = new Interruption();
        Thread hook = new Thread(interruption::stop);
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.call();
        } catch (Exception e) {
            throw interruption.asked.get() ? new InterruptedException("asked to stop") : e;
        } finally {
            interruption.done.countDown();
            removed(hook);
        }
    }

    // the worker's end is not waited for: it would wait for the end of this in System.exit
    private void stop() {
        asked.set(true);
        worker.interrupt();
        try {
            boolean ended = done.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            assert ended || done.getCount() > 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removed(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // it is running already
        }
    }
}
