// SPDX-License-Identifier: Apache-2.0
package dev.slipway.text;

import java.util.Optional;

/** The command line is wrong: an unknown flag, a missing value, a thing asked for that is not there yet. */
public final class UsageException extends SlipwayException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<WrongOption> wrongOption;

    public UsageException(String message) {
        super(Outcome.USAGE, message, null);
        this.wrongOption = Optional.empty();
    }

    public UsageException(String message, Throwable cause) {
        super(Outcome.USAGE, message, cause);
        this.wrongOption = Optional.empty();
    }

    /** For who does not know where on the command line the option stands. */
    public UsageException(WrongOption wrongOption) {
        super(Outcome.USAGE, wrongOption.reason() + "; " + wrongOption.hint(), null);
        this.wrongOption = Optional.of(wrongOption);
    }

    /**
     * An option with a value that is wrong, or an operand.
     *
     * @param name without dashes; empty for an operand
     * @param value which of several values; empty for the last one
     * @param part what in the value is wrong; empty for all of it
     * @param reason what is wrong with the value
     * @param hint what to do
     */
    public record WrongOption(String name, String value, String part, String reason, String hint) {
        /** The last value of the option. */
        public WrongOption(String name, String reason, String hint) {
            this(name, "", "", reason, hint);
        }

        /** Whether it is about this value of the option of that name. */
        public boolean isAbout(String option, String text) {
            return name.equals(option) && (value.isEmpty() || value.equals(text));
        }
    }

    /** The option that it is about, if it is about one and does not show it yet. */
    public Optional<WrongOption> wrongOption() {
        return wrongOption;
    }
}
