// SPDX-License-Identifier: Apache-2.0
/** Where a binary runs: facts read out of ELF files, and policies that hold them to what was promised. */
@NullMarked
package dev.slipway.portable;

import org.jspecify.annotations.NullMarked;
