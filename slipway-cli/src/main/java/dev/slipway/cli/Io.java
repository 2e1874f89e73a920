// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What a command reads from and writes to, so that tests can stand in for the process. */
public record Io(
        InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, Terminals terminals) {
    /** Which of the three streams are terminals. */
    public record Terminals(boolean in, boolean out, boolean err) {
        static final Terminals NONE = new Terminals(false, false, false);

        static Terminals ofProcess() {
            return new Terminals(isTerminal(0), isTerminal(1), isTerminal(2));
        }

        // Console.isTerminal() looks at stdin and stdout together; what the links of /proc say is told apart, and
        // cheaper
        private static boolean isTerminal(int descriptor) {
            try {
                String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                        .toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            } catch (IOException | UnsupportedOperationException _) {
                return false;
            }
        }
    }

    /** The value of an environment variable; empty when it is unset. */
    public String variable(String name) {
        return environment.getOrDefault(name, "");
    }
}
