// SPDX-License-Identifier: Apache-2.0
package dev.slipway.text;

/** The command line is wrong: an unknown flag, a missing value, a thing asked for that is not there yet. */
public final class UsageException extends SlipwayException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(Outcome.USAGE, message, null);
    }

    public UsageException(String message, Throwable cause) {
        super(Outcome.USAGE, message, cause);
    }
}
