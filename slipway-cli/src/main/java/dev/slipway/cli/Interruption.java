// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.text.Outcome;
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

    /** A command's work, which gives its exit status. */
    interface Work {
        int run() throws InterruptedException;
    }

    /** The exit status of the work, which runs on this thread; whatever it makes of being asked to stop, that is told. */
    static int guard(Work work) {
        Interruption interruption = new Interruption();
        Thread hook = new Thread(interruption::stop);
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.run();
        } catch (InterruptedException _) {
            return Outcome.INTERRUPTED.code();
        } catch (RuntimeException e) {
            if (interruption.asked.get()) {
                return Outcome.INTERRUPTED.code();
            }
            throw e;
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
