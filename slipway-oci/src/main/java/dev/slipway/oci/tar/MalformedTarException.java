// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import java.io.IOException;

/** A tar or its compression is not what it should be. The message names the entry and the byte offset in the tar. */
public final class MalformedTarException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long offset;

    MalformedTarException(String message, long offset) {
        super(message);
        this.offset = offset;
    }

    /** Where in the uncompressed tar, in bytes. */
    public long offset() {
        return offset;
    }
}
