// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.text.SourceSpan;
import java.nio.charset.StandardCharsets;

/** Finds a word of an instruction again, to point at it. */
final class Places {
    private Places() {}

    /** The place of the word within the instruction; all of it when the word is not written there as it is. */
    static SourceSpan of(String word, SourceSpan instruction) {
        String text = instruction.text();
        int at = text.indexOf(word);
        while (at >= 0 && !word.isEmpty() && text.indexOf(0xfffd) < 0) {
            if (isEdge(text, at - 1) && isEdge(text, at + word.length())) {
                int start = instruction.start() + bytes(text.substring(0, at));
                return new SourceSpan(instruction.file(), start, start + bytes(word));
            }
            at = text.indexOf(word, at + 1);
        }
        return instruction;
    }

    private static boolean isEdge(String text, int at) {
        return at < 0 || at >= text.length() || " \t\n\r\"',=".indexOf(text.charAt(at)) >= 0;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
