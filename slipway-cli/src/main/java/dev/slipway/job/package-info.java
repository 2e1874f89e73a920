// SPDX-License-Identifier: Apache-2.0
/** Jobs: commands that run in an image on the project's files, when what they see has changed. */
@NullMarked
package dev.slipway.job;

import org.jspecify.annotations.NullMarked;
