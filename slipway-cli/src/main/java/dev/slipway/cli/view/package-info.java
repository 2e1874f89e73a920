// SPDX-License-Identifier: Apache-2.0
/** What the user sees of a build while it runs, and of its end. */
@NullMarked
package dev.slipway.cli.view;

import org.jspecify.annotations.NullMarked;
