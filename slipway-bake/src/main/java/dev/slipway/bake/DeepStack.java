// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does again, with a large stack, what the usual one was too small for: values that need one another in a long row. */
final class DeepStack {
    /** An address space that is used as far as it is needed. */
    private static final long BYTES = 512L << 20;

    private DeepStack() {}

    /** @param work gives the same each time, and has no effect but its result */
    static <T> T run(Supplier<T> work) {
        AtomicReference<@Nullable T> result = new AtomicReference<>();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread thread = Thread.ofPlatform()
                .name("slipway-deep")
                .daemon()
                .stackSize(BYTES)
                .uncaughtExceptionHandler((_, thrown) -> failure.set(thrown))
                .start(() -> result.set(work.get()));
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the files were read");
        }
        T found = result.get();
        if (found != null) {
            return found;
        }
        Throwable thrown = failure.get();
        if (thrown instanceof RuntimeException known) {
            throw known;
        }
        if (thrown instanceof Error known) {
            throw known;
        }
        throw new IllegalStateException(thrown);
    }
}
