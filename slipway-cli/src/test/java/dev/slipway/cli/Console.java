// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs the program within a test and keeps what it prints. */
final class Console {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Io io;

    Console(Map<String, String> environment) {
        this(environment, Io.Terminals.NONE);
    }

    Console(Map<String, String> environment, Io.Terminals terminals) {
        this(environment, terminals, InputStream.nullInputStream());
    }

    Console(Map<String, String> environment, InputStream in) {
        this(environment, Io.Terminals.NONE, in);
    }

    Console(Map<String, String> environment, Io.Terminals terminals, InputStream in) {
        this.io = new Io(
                in,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                terminals);
    }

    int run(String... args) {
        return Main.run(List.of(args), io);
    }

    Io io() {
        return io;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
