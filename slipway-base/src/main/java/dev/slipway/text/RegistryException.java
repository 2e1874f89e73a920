// SPDX-License-Identifier: Apache-2.0
package dev.slipway.text;

/**
 * A registry, or the way to it, failed. Holds the status of the answer, never its headers or credentials.
 */
public final class RegistryException extends SlipwayException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status the HTTP status, or 0 when there was no answer */
    public RegistryException(String message, int status) {
        super(Outcome.REGISTRY, message, null);
        this.status = status;
    }

    public RegistryException(String message, Throwable cause) {
        super(Outcome.REGISTRY, message, cause);
        this.status = 0;
    }

    /** The HTTP status, or 0 when there was no answer. */
    public int status() {
        return status;
    }

    /** Whether the registry said that there is no such thing: 404, and nothing else. */
    public boolean isNotFound() {
        return status == 404;
    }
}
