// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.text.Outcome;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs a command so that Ctrl-C or a TERM signal interrupts it, and waits a moment for it to clean up; what is not done by
 * then the end of the process does. The one owner of signals in this process.
 */
final class Interruption {
    private static final Duration PATIENCE = Duration.ofMillis(900);
    private static final Duration OF_A_PROGRAM = Duration.ofSeconds(11);
    private static final long MOMENT_MILLIS = 500;

    private final Thread worker = Thread.currentThread();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final CountDownLatch done = new CountDownLatch(1);

    private final Duration patience;

    private Interruption(Duration patience) {
        this.patience = patience;
    }

    /** A command's work, which gives its exit status. */
    interface Work {
        int run() throws InterruptedException;
    }

    /** The exit status of the work, which runs on this thread; whatever it makes of being asked to stop, that is told. */
    static int guard(Work work) {
        return new Interruption(PATIENCE).guarded(work);
    }

    /** The same where a program is told to end, which takes its time, and whose exit status is ours. */
    static int guardProgram(Work work) {
        return new Interruption(OF_A_PROGRAM).guarded(work);
    }

    private int guarded(Work work) {
        Thread hook = new Thread(this::stop);
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.run();
        } catch (InterruptedException _) {
            return Outcome.INTERRUPTED.code();
        } catch (RuntimeException e) {
            if (asked.get()) {
                return Outcome.INTERRUPTED.code();
            }
            throw e;
        } finally {
            done.countDown();
            removed(hook);
        }
    }

    // the worker's end is not waited for: it would wait for the end of this in System.exit
    private void stop() {
        asked.set(true);
        worker.interrupt();
        try {
            if (done.await(patience.toMillis(), TimeUnit.MILLISECONDS) && patience.equals(OF_A_PROGRAM)) {
                // the worker ends the process, with the program's status
                Thread.sleep(MOMENT_MILLIS);
            }
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
