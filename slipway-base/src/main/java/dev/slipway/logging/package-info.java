// SPDX-License-Identifier: Apache-2.0
/** What the JDK would log. */
@NullMarked
package dev.slipway.logging;

import org.jspecify.annotations.NullMarked;
