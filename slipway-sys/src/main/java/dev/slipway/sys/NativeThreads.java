// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import dev.slipway.task.Task;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Platform threads for work that blocks inside the kernel: there it would hold on to the carrier of a virtual thread,
 * of which there are only as many as cores.
 */
public final class NativeThreads {
    private static final ThreadFactory THREADS =
            Thread.ofPlatform().name("slipway-native-", 0).daemon().factory();

    private NativeThreads() {}

    /**
     * Runs the work on a platform thread and waits: in place when this is one. When the waiting thread is interrupted,
     * the work is interrupted too, and its end is awaited, so that nothing goes on behind the caller's back.
     */
    public static <T, E extends Exception> T call(Task<T, E> work) throws E, InterruptedException {
        if (!Thread.currentThread().isVirtual()) {
            return work.run();
        }
        Outcome<T, E> outcome = new Outcome<>();
        Thread thread = THREADS.newThread(new FutureTask<>(() -> outcome.take(work), null));
        thread.start();
        await(thread);
        return outcome.get();
    }

    private static void await(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
                thread.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What became of the work; written by one thread, read by another after it has ended. */
    private static final class Outcome<T, E extends Exception> {
        private @Nullable T result;
        private @Nullable Throwable failure;

        void take(Task<T, E> work) {
            try {
                result = work.run();
            } catch (Throwable e) {
                failure = e;
            }
        }

        // the result is null only when the work gave null; and it fails with E, or with what needs no declaration
        @SuppressWarnings({"NullAway", "unchecked"})
        T get() throws E, InterruptedException {
            // not a switch over types, whose first use spins a class
            if (failure instanceof InterruptedException e) {
                throw e;
            }
            if (failure instanceof Exception e) {
                throw (E) e;
            }
            if (failure instanceof Error e) {
                throw e;
            }
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
            return result;
        }
    }
}
