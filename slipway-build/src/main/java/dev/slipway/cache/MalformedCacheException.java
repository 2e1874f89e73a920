// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import java.io.IOException;

/** What a cache holds is not what its format says; the message says where. The cache is not used then. */
public final class MalformedCacheException extends IOException {
    private static final long serialVersionUID = 1L;

    public MalformedCacheException(String message) {
        super(message);
    }
}
