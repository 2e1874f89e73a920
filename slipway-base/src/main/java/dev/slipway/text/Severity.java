// SPDX-License-Identifier: Apache-2.0
package dev.slipway.text;

/** How grave a {@link Diagnostic} is. An error stops the command; a warning does not. */
public enum Severity {
    NOTE("note"),
    WARNING("warning"),
    ERROR("error");

    private final String word;

    Severity(String word) {
        this.word = word;
    }

    /** The word that stands in a message. */
    public String word() {
        return word;
    }
}
