// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import dev.slipway.text.HostException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command on this process's own standard input and output. */
final class Foreground {
    /** How long a program may take to end that was told to: as long as docker waits. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long TERM = 1 << 14;
    private static final File NOTHING = new File("/dev/null");

    private Foreground() {}

    /**
     * Runs the command to its end.
     *
     * @param terminal whether the program has a terminal, which is its standard error as well; else the filter gets that
     * @return what it exits with
     */
    static int run(List<String> command, Sandbox.Input input, boolean terminal, ExecErrorFilter filter)
            throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .inheritIO()
                    .redirectInput(
                            input == Sandbox.Input.OURS
                                    ? ProcessBuilder.Redirect.INHERIT
                                    : ProcessBuilder.Redirect.from(NOTHING))
                    .redirectError(terminal ? ProcessBuilder.Redirect.INHERIT : ProcessBuilder.Redirect.PIPE)
                    .start();
            // of a terminal nothing comes here. A read cannot be interrupted, so another thread does it
            Thread pump =
                    Thread.ofPlatform().daemon().name("stderr").start(() -> pump(process.getErrorStream(), filter));
            int code = end(process);
            pump.join();
            return code;
        } catch (IOException e) {
            throw new HostException(
                    "cannot enter the sandbox: " + e.getMessage() + "; it needs nsenter: apt-get install util-linux");
        }
    }

    /** The end of it; that somebody asks for it is passed on to a program that listens, which is given a while. */
    private static int end(Process process) throws InterruptedException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            if (listens(process)) {
                // the runtime, which hands it on
                process.children().forEach(ProcessHandle::destroy);
                if (process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return process.exitValue();
                }
            }
            throw e;
        }
    }

    // below the runtime, which is the child of the program that enters the sandbox
    private static boolean listens(Process process) {
        return process.children()
                .flatMap(ProcessHandle::children)
                .map(program -> KernelFile.read("/proc/" + program.pid() + "/status")
                        .flatMap(status -> KernelFile.field(status, "SigCgt")))
                .anyMatch(caught -> caught.isPresent() && (Long.parseUnsignedLong(caught.get(), 16) & TERM) != 0);
    }

    private static void pump(InputStream in, ExecErrorFilter filter) {
        byte[] buffer = new byte[8192];
        try (in) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                filter.write(buffer, n);
            }
        } catch (IOException _) {
            // it was killed; what it did not say is lost
        }
    }
}
