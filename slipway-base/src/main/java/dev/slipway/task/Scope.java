// SPDX-License-Identifier: Apache-2.0
package dev.slipway.task;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on virtual threads and waits for all of them; the first failure interrupts the rest. The shape is that of
 * {@code StructuredTaskScope}, which is still a preview in Java 25.
 */
public final class Scope implements AutoCloseable {
    private final List<FutureTask<?>> tasks = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private @Nullable Throwable failure;

    /** Runs all of them at once and gives their results in order. */
    public static <T> List<T> all(List<? extends Callable<T>> work) throws InterruptedException {
        if (work.size() == 1) {
            return List.of(direct(work.getFirst()));
        }
        try (Scope scope = new Scope()) {
            List<FutureTask<T>> forked = new ArrayList<>();
            for (Callable<T> one : work) {
                forked.add(scope.fork(one));
            }
            scope.join();
            List<T> results = new ArrayList<>();
            for (FutureTask<T> one : forked) {
                results.add(one.resultNow());
            }
            return results;
        }
    }

    /** The same; what fails in this checked way passes as it is. */
    public static <T, E extends Exception> List<T> all(List<? extends Callable<T>> work, Class<E> failure)
            throws E, InterruptedException {
        try {
            return all(work);
        } catch (TaskException e) {
            if (failure.isInstance(e.getCause())) {
                throw failure.cast(e.getCause());
            }
            throw e;
        }
    }

    private static <T> T direct(Callable<T> one) throws InterruptedException {
        try {
            return one.call();
        } catch (RuntimeException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new TaskException(e);
        }
    }

    /** Starts a task. Only the thread that made the scope may call this. */
    public <T> FutureTask<T> fork(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(() -> guarded(work));
        synchronized (this) {
            tasks.add(task);
            if (failure != null) {
                task.cancel(false);
                return task;
            }
        }
        threads.add(Thread.startVirtualThread(task));
        return task;
    }

    private <T> T guarded(Callable<T> work) throws Exception {
        try {
            return work.call();
        } catch (Throwable e) {
            fail(e);
            throw e;
        }
    }

    private synchronized void fail(Throwable cause) {
        Throwable known = failure;
        boolean first = known == null;
        boolean interrupted = cause instanceof InterruptedException;
        // an interruption is what a failure elsewhere comes to here: it never hides the failure itself
        if (known == null || (known instanceof InterruptedException && !interrupted)) {
            failure = cause;
        } else if (!known.equals(cause) && !interrupted) {
            known.addSuppressed(cause);
        }
        if (first) {
            cancelAll();
        }
    }

    /**
     * Waits for all tasks. Throws the first failure, unchanged when it is unchecked or an interruption, wrapped in a
     * {@link TaskException} when it is checked.
     */
    public void join() throws InterruptedException {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } finally {
            close();
        }
        throwFailure();
    }

    private synchronized void throwFailure() throws InterruptedException {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        if (failure instanceof InterruptedException e) {
            throw e;
        }
        if (failure != null) {
            throw new TaskException(failure);
        }
    }

    private synchronized void cancelAll() {
        tasks.forEach(task -> task.cancel(true));
    }

    /** Interrupts what still runs and waits until it has ended. */
    @Override
    public void close() {
        cancelAll();
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
