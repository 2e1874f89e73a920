// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import java.util.concurrent.Callable;
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
    public static <T> T call(Callable<T> work) throws Exception {
        if (!Thread.currentThread().isVirtual()) {
            return work.call();
        }
        Outcome<T> outcome = new Outcome<>();
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
    private static final class Outcome<T> {
        private @Nullable T result;
        private @Nullable Throwable failure;

        void take(Callable<T> work) {
            try {
                result = work.call();
            } catch (Throwable e) {
                failure = e;
            }
        }

        @SuppressWarnings("NullAway") // the result is null only when the work gave null
        T get() throws Exception {
            // not a switch over types, whose first use spins a class
            if (failure instanceof Exception e) {
                throw e;
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
