// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.text.SourceSpan;
import java.util.List;

/**
 * <code>type "label" { ... }</code>, in a body.
 *
 * @param header where its type and labels stand
 */
public record Block(String type, List<Label> labels, Body body, SourceSpan header) {
    /** A label of a block. */
    public record Label(String text, SourceSpan span) {}
}
