// SPDX-License-Identifier: Apache-2.0
package dev.slipway.text;

/** A step would have to run in a build that may run none. The message lists such steps, each with its reasons. */
public final class CacheMissException extends SlipwayException {
    private static final long serialVersionUID = 1L;

    public CacheMissException(String message) {
        super(Outcome.CACHE_MISS, message, null);
    }
}
