// SPDX-License-Identifier: Apache-2.0
/** The Dockerfile language: text to stages of instructions, with a diagnostic for everything that is wrong. */
@NullMarked
package dev.slipway.dockerfile;

import org.jspecify.annotations.NullMarked;
