// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import dev.slipway.text.HostException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A command on this process's own standard input and output. */
final class Foreground {
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
            int code = process.waitFor();
            pump.join();
            return code;
        } catch (IOException e) {
            throw new HostException(
                    "cannot enter the sandbox: " + e.getMessage() + "; it needs nsenter: apt-get install util-linux");
        }
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
