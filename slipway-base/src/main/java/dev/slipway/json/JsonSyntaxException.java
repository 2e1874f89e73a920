// SPDX-License-Identifier: Apache-2.0
package dev.slipway.json;

/** A text is not JSON. */
public final class JsonSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int offset;

    JsonSyntaxException(String message, int offset) {
        super(message + " at offset " + offset);
        this.offset = offset;
    }

    /** Where in the text, in characters. */
    public int offset() {
        return offset;
    }
}
