// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

/** An attribute can't have this value; whoever reads it knows the place. */
final class InvalidSetting extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidSetting(String message) {
        super(message, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
