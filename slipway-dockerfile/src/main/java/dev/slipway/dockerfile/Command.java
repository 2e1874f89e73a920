// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import java.util.List;

/** What RUN, CMD, ENTRYPOINT and HEALTHCHECK execute. */
public sealed interface Command {
    /** A line for the stage's SHELL; line continuations are joined. */
    record Shell(String text) implements Command {}

    /** Arguments for the kernel, written as a JSON array. */
    record Exec(List<String> arguments) implements Command {
        public Exec {
            arguments = List.copyOf(arguments);
        }
    }
}
