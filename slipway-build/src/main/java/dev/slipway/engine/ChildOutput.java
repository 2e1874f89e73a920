// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a program prints, read on a thread of its own: a read cannot be interrupted, but waiting for it can. So whoever waits
 * for a program that stalls ends at once when another step fails.
 */
final class ChildOutput {
    private static final int PATIENCE_SECONDS = 2;

    private final InputStream in;
    private final Sink sink;
    private volatile @Nullable RuntimeException failure;

    private ChildOutput(InputStream in, Sink sink) {
        this.in = in;
        this.sink = sink;
    }

    /** Takes bytes, which are valid during the call only. */
    interface Sink {
        void accept(byte[] bytes, int length);
    }

    /** Waits until the program has ended and said all; its status. If that is interrupted the program goes on. */
    static int await(Process process, Sink sink) throws InterruptedException {
        ChildOutput output = new ChildOutput(process.getInputStream(), sink);
        Thread pump = Thread.ofPlatform().daemon().name("slipway-child").start(output::pump);
        int status = process.waitFor();
        pump.join();
        RuntimeException thrown = output.failure;
        if (thrown != null) {
            throw thrown;
        }
        return status;
    }

    private void pump() {
        byte[] buffer = new byte[8192];
        try (in) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sink.accept(buffer, n);
            }
        } catch (IOException _) {
            // it was killed; what it did not say is lost
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Ends a program, and what it started: politely, that it can clean up, and then not. */
    static void end(Process process) {
        List<ProcessHandle> started = process.descendants().toList();
        if (process.isAlive()) {
            process.destroy();
            started.forEach(ProcessHandle::destroy);
            try {
                if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    return;
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            process.destroyForcibly();
            started.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
