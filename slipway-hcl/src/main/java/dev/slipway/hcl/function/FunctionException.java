// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import java.util.Optional;

/** A function can't do what it is asked; the caller knows the place. */
public final class FunctionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int argument;
    private final transient Optional<String> help;

    private FunctionException(String message, int argument, Optional<String> help) {
        super(message, null, false, false);
        this.argument = argument;
        this.help = help;
    }

    public FunctionException(String message) {
        this(message, -1, Optional.empty());
    }

    /** @param argument which argument is wrong, from 0 */
    public FunctionException(String message, int argument) {
        this(message, argument, Optional.empty());
    }

    public FunctionException withHelp(String text) {
        return new FunctionException(String.valueOf(getMessage()), argument, Optional.of(text));
    }

    /** This one, of another argument. */
    public FunctionException of(int other) {
        return new FunctionException(String.valueOf(getMessage()), other, help);
    }

    /** Which argument is wrong, from 0; -1 when it is no single one. */
    public int argument() {
        return argument;
    }

    /** What to do about it. */
    public Optional<String> help() {
        return help;
    }
}
