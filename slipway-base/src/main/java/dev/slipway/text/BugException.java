// SPDX-License-Identifier: Apache-2.0
package dev.slipway.text;

/** Slipway broke a promise of its own. The only failure that shows a stack trace. */
public final class BugException extends SlipwayException {
    private static final long serialVersionUID = 1L;

    public BugException(String message) {
        super(Outcome.BUG, message, null);
    }

    public BugException(String message, Throwable cause) {
        super(Outcome.BUG, message, cause);
    }
}
