// SPDX-License-Identifier: Apache-2.0
package dev.slipway.text;

/** A value that must not be seen: it prints as {@code ***} wherever it goes. */
public final class Redacted {
    private final byte[] value;

    public Redacted(byte[] value) {
        this.value = value.clone();
    }

    /** The value itself, a copy; only for the place that needs it. */
    public byte[] reveal() {
        return value.clone();
    }

    @Override
    public String toString() {
        return "***";
    }
}
