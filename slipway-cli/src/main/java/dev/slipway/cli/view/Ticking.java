// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli.view;

import dev.slipway.progress.ProgressEvent;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Refreshes a view at regular times, so that clocks run on the screen while no event comes. */
final class Ticking implements ProgressView {
    private static final long PERIOD_MILLIS = 100;

    /** A view that can be asked to show what it knows by now. */
    interface Refreshable extends ProgressView {
        void refresh();
    }

    private final Refreshable view;
    private final CountDownLatch closed = new CountDownLatch(1);

    private Ticking(Refreshable view) {
        this.view = view;
    }

    static ProgressView start(Refreshable view) {
        Ticking ticking = new Ticking(view);
        Thread.ofPlatform().daemon().name("progress").start(ticking::tick);
        return ticking;
    }

    private void tick() {
        try {
            while (!closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
                view.refresh();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void accept(ProgressEvent event) {
        view.accept(event);
    }

    @Override
    public void close() {
        closed.countDown();
        view.close();
    }
}
