// SPDX-License-Identifier: Apache-2.0
/** Where the result of a build goes, and the exporters that bring it there. */
@NullMarked
package dev.slipway.export;

import org.jspecify.annotations.NullMarked;
