// SPDX-License-Identifier: Apache-2.0
package dev.slipway.mounts;

import java.io.IOException;

/** A list, or pack, of a cache mount that is none, or one that is not to be used; the message says why. */
public final class MalformedListException extends IOException {
    private static final long serialVersionUID = 1L;

    public MalformedListException(String message) {
        super(message);
    }
}
