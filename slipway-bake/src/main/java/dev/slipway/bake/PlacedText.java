// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;

/** A text of a file and where it stands, for who finds out later that it is wrong. */
public record PlacedText(String text, SourceSpan span) {
    /** The error that it is. */
    public SourceException fault(String summary, String help) {
        return SourceException.at(span, summary, help);
    }
}
