// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.util.Optional;

/** When something was put into the store: the boot of the machine, and nanoseconds since then. */
record Stamp(String boot, long moment) {
    static Optional<Stamp> parse(String text) {
        int space = text.indexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Stamp(text.substring(0, space), Long.parseLong(text.substring(space + 1))));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return boot + " " + moment;
    }
}
