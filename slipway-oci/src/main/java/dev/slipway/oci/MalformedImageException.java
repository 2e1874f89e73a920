// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci;

import java.io.IOException;

/** A manifest, configuration, layout or archive is not what it should be. The message names the place and what was expected. */
public final class MalformedImageException extends IOException {
    private static final long serialVersionUID = 1L;

    public MalformedImageException(String message) {
        super(message);
    }
}
