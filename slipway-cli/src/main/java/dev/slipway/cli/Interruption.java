// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.util.concurrent.Callable;

/**
 * Runs a command so that Ctrl-C or a TERM signal interrupts it, and waits a moment for it to clean up. The one owner of
 * signals in this process.
 */
final class Interruption {
    private static final long PATIENCE_MILLIS = 5_000;

    private Interruption() {}

    /** Runs the work on this thread. */
    static <T> T guard(Callable<T> work) throws Exception {
        Thread worker = Thread.currentThread();
        Thread hook = new Thread(() -> {
            worker.interrupt();
            try {
                worker.join(PATIENCE_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.call();
        } catch (InterruptedException e) {
            // the process is ending, and its exit waits for this thread: what it would return is not asked for
            throw e;
        } finally {
            removed(hook);
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
