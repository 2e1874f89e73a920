// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

/** A COPY cannot be done: a file is missing, or something of another kind is in the way. Made a message of by the engine. */
public final class CopyException extends Exception {
    private static final long serialVersionUID = 1L;

    public CopyException(String message) {
        super(message);
    }
}
