// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.text.SourceSpan;
import java.util.OptionalInt;

/**
 * A text that stands in the Dockerfile below its instruction.
 *
 * @param name the word that ends it, quotes removed
 * @param content the lines as they stand, each with its line end; leading tabs are still there
 * @param expand whether variables in it are replaced: the name was not quoted
 * @param chomp whether it was written {@code <<-}: leading tabs do not count
 * @param descriptor the number before {@code <<}, of the file that a shell reads it from
 * @param span the word {@code <<NAME} in the instruction
 */
public record Heredoc(
        String name, String content, boolean expand, boolean chomp, OptionalInt descriptor, SourceSpan span) {
    /** The content, the leading tabs of its lines removed when it is chomped. */
    public String text() {
        return chomp ? chomped(content) : content;
    }

    private static String chomped(String content) {
        StringBuilder out = new StringBuilder(content.length());
        boolean atStart = true;
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (c != '\t' || !atStart) {
                out.append(c);
                atStart = c == '\n';
            }
        }
        return out.toString();
    }
}
