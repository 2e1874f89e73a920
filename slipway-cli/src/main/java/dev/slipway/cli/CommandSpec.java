// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.util.List;

/**
 * What a command takes, as data.
 *
 * @param name all words of it: {@code build}, {@code image ls}
 * @param synopsis its operands, as help shows them: {@code PATH | URL | -}
 * @param summary one line, without a full stop
 * @param operandsAreLast whether the first operand ends the options, since what follows belongs to another program
 */
public record CommandSpec(
        String name,
        String synopsis,
        String summary,
        List<Option> options,
        Operands operands,
        boolean operandsAreLast) {
    /** How many operands a command takes. */
    public record Operands(int least, int most, String expected) {
        static final Operands NONE = new Operands(0, 0, "no operands");
    }

    public CommandSpec {
        options = List.copyOf(options);
    }

    static CommandSpec of(String name, String synopsis, String summary, List<Option> options, Operands operands) {
        return new CommandSpec(name, synopsis, summary, options, operands, false);
    }
}
