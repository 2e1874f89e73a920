// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.value;

/** The types without parts. */
public enum Primitive implements Type {
    STRING("string"),
    NUMBER("number"),
    BOOL("bool"),
    /** Any type at all; also the type of a bare {@code null}. */
    ANY("any");

    private final String shown;

    Primitive(String shown) {
        this.shown = shown;
    }

    String shown() {
        return shown;
    }
}
