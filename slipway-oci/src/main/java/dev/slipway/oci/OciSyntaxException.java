// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci;

/** A text is not an image reference or not a platform. The message is one line, ready to be shown in a diagnostic. */
public final class OciSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    OciSyntaxException(String message) {
        super(message);
    }
}
