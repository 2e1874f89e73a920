// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.lint;

import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceSpan;

/**
 * Something that a rule objects to.
 *
 * @param detail in docker's words
 * @param at the tight place
 * @param lines the place by which docker reports it: the whole instruction
 */
public record Finding(Rule rule, String detail, SourceSpan at, SourceSpan lines) {
    /** The finding as a warning for people. */
    public Diagnostic toDiagnostic() {
        return Diagnostic.warning(rule.ruleName(), detail, at);
    }
}
