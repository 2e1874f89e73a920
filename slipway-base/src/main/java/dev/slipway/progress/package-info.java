// SPDX-License-Identifier: Apache-2.0
/** What happens during a build, as values that a view or a log can follow. */
@NullMarked
package dev.slipway.progress;

import org.jspecify.annotations.NullMarked;
