// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.text.SourceSpan;

/** A piece of a template, as it is read, before directives are nested. */
sealed interface TemplatePart {
    SourceSpan span();

    /** Text; in a heredoc one line of it at most. */
    record Text(String text, SourceSpan span) implements TemplatePart {}

    /** <code>${x}</code>. */
    record Value(Expression expression, SourceSpan span) implements TemplatePart {}

    /** <code>%{if x}</code>. */
    record If(Expression condition, SourceSpan span) implements TemplatePart {}

    /** <code>%{else}</code>. */
    record Else(SourceSpan span) implements TemplatePart {}

    /** <code>%{endif}</code>. */
    record EndIf(SourceSpan span) implements TemplatePart {}

    /** <code>%{for x in y}</code>. */
    record For(dev.slipway.hcl.For.Loop loop, SourceSpan span) implements TemplatePart {}

    /** <code>%{endfor}</code>. */
    record EndFor(SourceSpan span) implements TemplatePart {}
}
