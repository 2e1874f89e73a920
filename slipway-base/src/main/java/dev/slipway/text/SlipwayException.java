// SPDX-License-Identifier: Apache-2.0
package dev.slipway.text;

import org.jspecify.annotations.Nullable;

/**
 * A failure that the user is told about in words. The message says what was tried on what, and what to do; the kind
 * decides the exit status. A stack trace is printed for {@link BugException} or under {@code --debug} only.
 */
public abstract sealed class SlipwayException extends RuntimeException
        permits UsageException,
                SourceException,
                BuildException,
                CacheMissException,
                RegistryException,
                HostException,
                BugException {
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;

    SlipwayException(Outcome outcome, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.outcome = outcome;
    }

    public Outcome outcome() {
        return outcome;
    }
}
