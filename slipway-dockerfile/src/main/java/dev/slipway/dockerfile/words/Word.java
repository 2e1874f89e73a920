// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.words;

import dev.slipway.text.SourceSpan;

/**
 * A word as it stands in the file: its quotes, escapes and variables are still there.
 *
 * @param raw the text after line continuations were joined; may be shorter than the text of the span
 */
public record Word(String raw, SourceSpan span) {
    @Override
    public String toString() {
        return raw;
    }
}
