// SPDX-License-Identifier: Apache-2.0
/** Source text, positions, diagnostics, and the exceptions that carry them to the user. */
@NullMarked
package dev.slipway.text;

import org.jspecify.annotations.NullMarked;
