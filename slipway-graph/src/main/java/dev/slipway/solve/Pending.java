// SPDX-License-Identifier: Apache-2.0
package dev.slipway.solve;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A result that one thread computes and others wait for. A {@code CompletableFuture} would do as well, but starts the
 * machinery of a thread pool that a build in which nothing changed does not need.
 */
final class Pending<R> {
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable R result;
    private volatile @Nullable Throwable failure;

    void complete(R value) {
        result = value;
        done.countDown();
    }

    void fail(Throwable cause) {
        failure = cause;
        done.countDown();
    }

    boolean isComplete() {
        return result != null;
    }

    /** The result; interrupted when there will be none: the failure is told by the thread that met it. */
    R await() throws InterruptedException {
        done.await();
        R value = result;
        if (value == null) {
            InterruptedException stopped = new InterruptedException("an input failed");
            stopped.initCause(failure);
            throw stopped;
        }
        return value;
    }
}
