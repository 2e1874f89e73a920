// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

/** A user or group that the container's passwd or group file does not name. */
public final class UnknownUserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownUserException(String message) {
        super(message);
    }
}
