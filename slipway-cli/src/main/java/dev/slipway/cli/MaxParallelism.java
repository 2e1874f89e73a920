// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.engine.Turns;
import dev.slipway.text.UsageException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** {@code --max-parallelism}, and the variable that sets it for all builds of a machine. */
final class MaxParallelism {
    private static final String EXPECTED = "expected a number from 1 to " + Turns.MOST;

    private MaxParallelism() {}

    /** The same, with what the option says in the variable; what either says is a number then. */
    static Io in(ParsedOptions options, Io io) {
        Optional<Argument> option = options.value(BuildTable.MAX_PARALLELISM);
        if (option.isPresent()) {
            if (!isNumber(option.get().text())) {
                throw option.get().error("\"" + option.get().text() + "\" is no number of steps", EXPECTED);
            }
            Map<String, String> environment = new HashMap<>(io.environment());
            environment.put(Turns.VARIABLE, option.get().text());
            return new Io(io.in(), io.out(), io.err(), environment, io.terminals());
        }
        String variable = io.variable(Turns.VARIABLE);
        if (!variable.isEmpty() && !isNumber(variable)) {
            throw new UsageException(Turns.VARIABLE + "=" + variable + ": " + EXPECTED);
        }
        return io;
    }

    private static boolean isNumber(String text) {
        try {
            int number = Integer.parseInt(text);
            return number >= 1 && number <= Turns.MOST;
        } catch (NumberFormatException _) {
            return false;
        }
    }
}
