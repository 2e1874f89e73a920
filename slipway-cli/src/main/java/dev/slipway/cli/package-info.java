// SPDX-License-Identifier: Apache-2.0
/** The commands: their option tables, what the options mean, and how failures are told. */
@NullMarked
package dev.slipway.cli;

import org.jspecify.annotations.NullMarked;
