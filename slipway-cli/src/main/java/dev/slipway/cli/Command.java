// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

/** One command of the program. */
public interface Command {
    CommandSpec spec();

    /**
     * Does it.
     *
     * @return the exit status, as {@link dev.slipway.text.Outcome} has it, or that of a program that was run
     */
    int run(ParsedOptions options, Io io);
}
