// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

/** A COPY cannot be done: a file is missing, or something of another kind is in the way. Made a message of by the engine. */
public final class CopyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String path;

    public CopyException(String message) {
        this(message, "");
    }

    /** @param path the path that it is about, as it was asked for */
    public CopyException(String message, String path) {
        super(message);
        this.path = path;
    }

    /** The path that it is about, as it was asked for; empty when it is about no single one. */
    public String path() {
        return path;
    }
}
