// SPDX-License-Identifier: Apache-2.0
package dev.slipway.gc;

import dev.slipway.sys.NativeThreads;
import dev.slipway.task.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Does the same to many things on the disk: two at once, as most of the time goes into waiting for it. */
final class TwoAtOnce {
    private static final int WORKERS = 2;

    private TwoAtOnce() {}

    /** What is done to each. */
    @FunctionalInterface
    interface Deed<T> {
        void to(T one) throws InterruptedException;
    }

    static <T> void each(List<T> all, Deed<? super T> deed) throws InterruptedException {
        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            int first = i;
            work.add(() -> NativeThreads.call(() -> {
                for (int at = first; at < all.size(); at += WORKERS) {
                    deed.to(all.get(at));
                }
                return first;
            }));
        }
        List<Integer> done = Scope.all(work);
        assert done.size() == WORKERS;
    }
}
