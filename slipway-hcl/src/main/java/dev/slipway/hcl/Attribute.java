// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.text.SourceSpan;

/** {@code name = expression}, in a body. */
public record Attribute(String name, Expression expression, SourceSpan nameSpan) {}
