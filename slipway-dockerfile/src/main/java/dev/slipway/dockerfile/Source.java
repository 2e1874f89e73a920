// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.text.SourceSpan;
import java.util.List;

/**
 * All of the file that belongs to one instruction.
 *
 * @param comments the comment lines above it
 * @param span from the keyword to the end of the last heredoc
 */
record Source(Statement statement, List<Heredoc> heredocs, List<Located> comments, SourceSpan span) {
    String original() {
        return statement.original();
    }
}
