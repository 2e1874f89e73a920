// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.text.SourceSpan;

/** A piece of text that is meant as it stands, with its place. */
public record Located(String text, SourceSpan span) {
    @Override
    public String toString() {
        return text;
    }
}
