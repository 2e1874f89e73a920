// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.value;

/** A value can't be had as another type; the message says what was required. */
public final class ConversionException extends Exception {
    private static final long serialVersionUID = 1L;

    ConversionException(String message) {
        super(message, null, false, false);
    }

    ConversionException in(String place) {
        return new ConversionException(place + ": " + getMessage());
    }
}
